using Iii.DevEngine;

namespace Iii.Testing.Network;

/// <summary>Bytes on their way in one direction: bounded, in order, late when a test wants them late.</summary>
/// <remarks>It counts as active while its reader has something to read, or is busy with what it has read, until it reads again or closes its end.</remarks>
internal sealed class MemoryWire
{
    private const int Capacity = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Chunk> _chunks = new();
    private readonly IIITestClock _clock;
    private readonly EngineActivity _activity;
    private readonly Func<WireDelay> _delay;
    private TaskCompletionSource? _waitingReader;
    private TaskCompletionSource? _room;
    private ITimer? _wake;
    private Exception? _failure;
    private DateTimeOffset _latest;
    private int _read;
    private int _buffered;
    private bool _isCompleted;
    private bool _isClosed;
    private bool _isActive;

    /// <param name="delay">How late bytes are that are written now.</param>
    public MemoryWire(IIITestClock clock, EngineActivity activity, Func<WireDelay> delay)
    {
        (_clock, _activity, _delay) = (clock, activity, delay);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                ThrowIfOver();
                if (bytes.IsEmpty)
                {
                    return;
                }

                if (_buffered < Capacity)
                {
                    // The bytes are the writer's again when this returns.
                    var due = _clock.GetUtcNow() + _delay().Time;
                    _latest = due > _latest ? due : _latest;
                    _chunks.Enqueue(new Chunk(bytes.ToArray(), _latest));
                    _buffered += bytes.Length;
                    Wake();
                    return;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for bytes.</summary>
    /// <returns>How many there are; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task waiting;
            lock (_gate)
            {
                if (_failure is { } failure)
                {
                    SetActive(true);
                    throw new IOException(failure.Message, failure);
                }

                if (IsReadable)
                {
                    SetActive(true);
                    return Take(buffer.Span);
                }

                if (_isCompleted && _chunks.Count == 0)
                {
                    SetActive(true);
                    return 0;
                }

                _waitingReader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = _waitingReader.Task;
                SetActive(false);
                WakeLater();
            }

            await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more is written; the reader sees the end after what is there.</summary>
    public void Complete() => End(null);

    /// <summary>The wire is cut: what is on it is lost.</summary>
    public void Cut(Exception reason) => End(reason);

    /// <summary>Nobody reads any more. Until then the reader is busy with the end that it has seen.</summary>
    public void Close()
    {
        End(new IOException("The connection was closed."));
        lock (_gate)
        {
            _isClosed = true;
            SetActive(false);
        }
    }

    /// <summary>What holds the bytes back has changed: none on the way is later than one that is written now.</summary>
    public void DelayChanged()
    {
        lock (_gate)
        {
            var latest = _clock.GetUtcNow() + _delay().Time;
            _latest = _latest < latest ? _latest : latest;
            for (var count = _chunks.Count; count > 0; count--)
            {
                var chunk = _chunks.Dequeue();
                _chunks.Enqueue(chunk with { Due = chunk.Due < latest ? chunk.Due : latest });
            }

            Wake();
        }
    }

    // What is held back is not readable, whatever the time: it is when the hold ends.
    private bool IsReadable => _chunks.TryPeek(out var first) && !_delay().IsHeld && first.Due <= _clock.GetUtcNow();

    private void Look()
    {
        lock (_gate)
        {
            Wake();
        }
    }

    private int Take(Span<byte> buffer)
    {
        var taken = 0;
        while (taken < buffer.Length && IsReadable)
        {
            var bytes = _chunks.Peek().Bytes.AsSpan(_read);
            var count = Math.Min(bytes.Length, buffer.Length - taken);
            bytes[..count].CopyTo(buffer[taken..]);
            taken += count;
            _read += count;
            if (count == bytes.Length)
            {
                _chunks.Dequeue();
                _read = 0;
            }
        }

        _buffered -= taken;
        if (_buffered < Capacity)
        {
            _room?.TrySetResult();
            _room = null;
        }

        return taken;
    }

    private void End(Exception? failure)
    {
        lock (_gate)
        {
            if (failure is not null && _failure is null)
            {
                _failure = failure;
                _chunks.Clear();
                _buffered = 0;
            }

            _isCompleted = true;
            _wake?.Dispose();
            _wake = null;
            _room?.TrySetResult();
            _room = null;
            Wake();
        }
    }

    /// <summary>Lets the reader go on when there is something for it.</summary>
    private void Wake()
    {
        if (_waitingReader is not { } waiting)
        {
            return;
        }

        if (IsReadable || (_isCompleted && _chunks.Count == 0))
        {
            SetActive(true);
            _waitingReader = null;
            waiting.TrySetResult();
        }
        else
        {
            WakeLater();
        }
    }

    private void WakeLater()
    {
        if (_failure is null && _chunks.TryPeek(out var first) && !_delay().IsHeld && first.Due - _clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            _wake ??= _clock.CreateTimer(static w => ((MemoryWire)w!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _wake.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void SetActive(bool isActive)
    {
        if (_isActive != isActive && !(isActive && _isClosed))
        {
            _isActive = isActive;
            if (isActive)
            {
                _activity.Begin();
            }
            else
            {
                _activity.End();
            }
        }
    }

    private void ThrowIfOver()
    {
        if (_failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }

        if (_isCompleted)
        {
            throw new IOException("This side of the connection was closed before.");
        }
    }

    private readonly record struct Chunk(byte[] Bytes, DateTimeOffset Due);
}

/// <summary>How bytes are held back.</summary>
/// <param name="Time">So much later than they are written.</param>
/// <param name="Holds">How often they were held up; none passes until all of these are over.</param>
internal readonly record struct WireDelay(TimeSpan Time, int Holds)
{
    public bool IsHeld => Holds > 0;
}
