using Microsoft.Extensions.Logging;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>Takes changes in the order in which they happen in memory and gives them to the storage, as many at once as there are: they share one write to the disk.</summary>
/// <remarks>Without a storage it does nothing, and nobody ever waits.</remarks>
internal sealed class Journal : IAsyncDisposable
{
    // Whoever changes something waits for the storage, so that hardly more is pending than is being called; this bounds what nobody waits for.
    private const long MaxPendingCharacters = 32 * 1024 * 1024;

    private readonly IIIEngineStorage? _storage;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Waited for and pulsed, which a Lock does not offer.
    private readonly object _gate = new();
    private List<IIIStorageRecord> _pending = [];
    private long _pendingCharacters;
    private TaskCompletionSource _next = NewBatch();
    private Task? _committing;
    private long _appended;
    private long _taken;
    private long _kept;
    private JournalException? _failure;
    private bool _isClosed;

    /// <param name="storage">Is disposed with the journal; null for memory only.</param>
    public Journal(IIIEngineStorage? storage, ILogger logger)
    {
        _storage = storage;
        _logger = logger;
        Kept = new KeptRecords(storage?.Load() ?? []);
        if (storage is null)
        {
            _ended.SetResult();
            return;
        }

        // A thread of its own: it does nothing but wait for the disk.
        new Thread(WriteAll) { IsBackground = true, Name = "iii storage" }.Start();
    }

    /// <summary>Changes are kept; without this there is no need to make records of them.</summary>
    public bool IsKept => _storage is not null;

    /// <summary>Opens a storage, and begins to write to it.</summary>
    /// <param name="open">Null for memory only.</param>
    /// <exception cref="IOException">It can not be opened or read.</exception>
    public static Journal Open(Func<IIIEngineStorage>? open, ILogger logger)
    {
        var storage = open?.Invoke();
        try
        {
            return new Journal(storage, logger);
        }
        catch
        {
            storage?.Dispose();
            throw;
        }
    }

    /// <summary>What was kept before.</summary>
    public KeptRecords Kept { get; }

    /// <summary>How many changes were added so far. What depends on no later ones waits for this.</summary>
    public long Position
    {
        get
        {
            if (_storage is null)
            {
                return 0;
            }

            lock (_gate)
            {
                return _appended;
            }
        }
    }

    /// <summary>Adds changes that are made together or not at all. Called while nobody else can change the same thing.</summary>
    /// <returns>The position behind them.</returns>
    public long Append(params ReadOnlySpan<IIIStorageRecord> changes)
    {
        if (_storage is null)
        {
            return 0;
        }

        lock (_gate)
        {
            while (_pendingCharacters > MaxPendingCharacters && _failure is null)
            {
                Monitor.Wait(_gate);
            }

            if (_isClosed)
            {
                _failure ??= new JournalException("The engine has ended; nothing is kept any more.");
            }

            _appended += changes.Length;
            if (_failure is not null)
            {
                return _appended;
            }

            _pending.AddRange(changes);
            foreach (var change in changes)
            {
                _pendingCharacters += change.Group.Length + change.Key.Length + (change.Json?.Length ?? 0);
            }

            Monitor.PulseAll(_gate);
            return _appended;
        }
    }

    /// <summary>Returns when all changes that were added by now are kept.</summary>
    /// <exception cref="JournalException">They are not.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => FlushAsync(Position, cancellationToken);

    /// <summary>Returns when the changes before a position are kept.</summary>
    /// <exception cref="JournalException">They are not.</exception>
    public ValueTask FlushAsync(long position, CancellationToken cancellationToken = default)
    {
        if (_storage is null)
        {
            return ValueTask.CompletedTask;
        }

        lock (_gate)
        {
            return position <= _kept ? ValueTask.CompletedTask
                : _failure is not null ? ValueTask.FromException(_failure)
                : new ValueTask((position <= _taken ? _committing! : _next.Task).WaitAsync(cancellationToken));
        }
    }

    /// <summary>Keeps what is pending, and closes the storage.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }

        await _ended.Task.ConfigureAwait(false);
        _storage?.Dispose();
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void WriteAll()
    {
        while (TakePending() is { } batch)
        {
            try
            {
                _storage!.Commit(batch.Changes);
            }
            catch (Exception e)
            {
                EngineLog.StorageFailed(_logger, e);
                Fail(batch.Done, new JournalException($"The change could not be kept: {e.Message} Nothing is kept any more until the engine is started again.", e));
                break;
            }

            lock (_gate)
            {
                (_committing, _kept) = (null, _taken);
            }

            batch.Done.SetResult();
        }

        _ended.SetResult();
    }

    private (List<IIIStorageRecord> Changes, TaskCompletionSource Done)? TakePending()
    {
        lock (_gate)
        {
            while (_pending.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            if (_pending.Count == 0)
            {
                return null;
            }

            var taken = (_pending, _next);
            (_pending, _pendingCharacters, _next, _committing, _taken) = ([], 0, NewBatch(), taken._next.Task, _appended);
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    private void Fail(TaskCompletionSource done, JournalException failure)
    {
        lock (_gate)
        {
            _failure = failure;
            (_pending, _pendingCharacters, _committing) = ([], 0, null);
            Monitor.PulseAll(_gate);
        }

        // Somebody may wait for either, or nobody does; the log has it in any case.
        foreach (var waiting in new[] { done, _next })
        {
            waiting.SetException(failure);
            _ = waiting.Task.Exception;
        }
    }
}
