using System.Collections.Concurrent;
using System.Threading.Channels;
using Iii.DevEngine.Modules.Storage;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>Owns the tasks that the engine starts beside its answers, so that all of them end with it. They begin in the order in which they were given.</summary>
internal sealed class BackgroundWork : IAsyncDisposable
{
    private readonly int _capacity;
    private readonly ILogger _logger;
    private readonly Journal _journal;
    private readonly EngineActivity? _activity;
    private readonly CancellationTokenSource _stopping = new();

    // Bounded by the count: what waits and what runs together.
    private readonly Channel<(long Position, Func<CancellationToken, Task> Work)> _waiting = Channel.CreateUnbounded<(long, Func<CancellationToken, Task>)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly Task _pump;
    private int _count;

    /// <param name="capacity">How many may wait and run at once; more are dropped with a warning, for none of them is promised to anybody.</param>
    /// <param name="logger">Is told of failures.</param>
    /// <param name="journal">Work begins when what had happened before it was given is kept, of which it may tell.</param>
    /// <param name="activity">Counts what waits and runs.</param>
    public BackgroundWork(int capacity, ILogger logger, Journal journal, EngineActivity? activity = null)
    {
        _capacity = capacity;
        _logger = logger;
        _journal = journal;
        _activity = activity;
        Stopping = _stopping.Token;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Ends when the engine does.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Runs something on the pool.</summary>
    /// <returns>False when it was dropped: the engine stops, or too much runs already.</returns>
    public bool Run(Func<CancellationToken, Task> work)
    {
        if (Interlocked.Increment(ref _count) > _capacity)
        {
            Interlocked.Decrement(ref _count);
            EngineLog.TooMuchWork(_logger, _capacity);
            return false;
        }

        _activity?.Begin();
        if (_waiting.Writer.TryWrite((_journal.Position, work)))
        {
            return true;
        }

        _activity?.End();
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);
        await Task.WhenAll(_running.Keys).ConfigureAwait(false);
    }

    private async Task PumpAsync()
    {
        await foreach (var (position, work) in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (!await IsKeptAsync(position).ConfigureAwait(false))
            {
                Interlocked.Decrement(ref _count);
                _activity?.End();
                continue;
            }

            // Each runs up to its first wait before the next begins: so calls leave in order.
            var running = RunAsync(work);
            if (!running.IsCompleted)
            {
                _running[running] = 0;
                _ = running.ContinueWith(task => _running.TryRemove(task, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private async ValueTask<bool> IsKeptAsync(long position)
    {
        try
        {
            await _journal.FlushAsync(position).ConfigureAwait(false);
            return true;
        }
        catch (JournalException)
        {
            // What the work would tell of is not kept; the journal has logged why.
            return false;
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            Stopping.ThrowIfCancellationRequested();
            await work(Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // The engine ends.
        }
        catch (Exception e)
        {
            EngineLog.WorkFailed(_logger, e);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
            _activity?.End();
        }
    }
}
