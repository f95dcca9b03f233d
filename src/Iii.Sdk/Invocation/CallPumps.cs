using System.Collections.Concurrent;
using System.Diagnostics;
using Iii.Connection;

namespace Iii.Invocation;

/// <summary>
/// Runs the calls that wait: on the thread pool, at most so many at a time, and no task, timer or closure for a handler that completes at once.
/// </summary>
/// <remarks>
/// A pump takes one call after the other; one is enough for handlers that are done sooner than a second thread could
/// take the next call from it. When calls wait longer than <see cref="LongestWait"/>, because a handler blocks or computes, more pumps come; when none has waited that
/// long for a while, they go again, for two that share short work cost more than one that does it all. Answers gather in the
/// connection; a pump sends them when nothing is waiting behind the call that it runs next, when it has gathered for <see cref="LongestGathering"/>, and when it ends.
/// </remarks>
internal sealed class CallPumps : IThreadPoolWorkItem, IDisposable
{
    /// <summary>So many looks in a row at calls that do not wait too long, and a pump more than one is one too many.</summary>
    private const int LooksUntilCalm = 100;

    private static readonly long s_longestGathering = (long)(Stopwatch.Frequency * LongestGathering.TotalSeconds);

    private readonly ConcurrentQueue<IncomingCall> _waiting = new();
    private readonly Timer _watch;
    private readonly int _maxRunning;
    private readonly Action<bool>? _busy;
    private readonly Action<IncomingCall> _ended;
    private int _runningCount;
    private int _pumpCount;
    private int _isWatching;
    private int _isHelpScheduled;
    private int _calmLooks;
    private volatile bool _isHeldUp;
    private volatile bool _isCalm;
    private volatile bool _isFull;

    /// <param name="maxRunning">How many calls may be under way at a time.</param>
    /// <param name="busy">Told when work begins, and when it is over.</param>
    /// <param name="ended">Told of each call that has been answered.</param>
    public CallPumps(int maxRunning, Action<bool>? busy, Action<IncomingCall> ended)
    {
        _maxRunning = maxRunning;
        _busy = busy;
        _ended = ended;

        // Held-up threads are a matter of the machine's time, whatever clock the worker is given.
        _watch = new Timer(static p => ((CallPumps)p!).Look(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>How long answers may gather while handlers are running.</summary>
    public static TimeSpan LongestGathering => TimeSpan.FromMicroseconds(100);

    /// <summary>How long a call may wait for a pump that is busy before another one comes.</summary>
    public static TimeSpan LongestWait => TimeSpan.FromMilliseconds(1);

    /// <summary>How many calls handlers are answering.</summary>
    public int RunningCount => Volatile.Read(ref _runningCount);

    private bool MayRunMore => !_isFull && Volatile.Read(ref _runningCount) < _maxRunning;

    /// <summary>Takes a call that may run.</summary>
    public void Add(IncomingCall call)
    {
        _waiting.Enqueue(call);
        SeeToWaiting();
    }

    /// <summary>Takes out a call that nobody runs yet; null when there is none.</summary>
    public IncomingCall? GiveUp() => _waiting.TryDequeue(out var call) ? call : null;

    /// <summary>A call that did not complete at once has completed.</summary>
    public void Completed(IncomingCall call)
    {
        call.Session.Flush();
        Interlocked.Decrement(ref _runningCount);
        _ended(call);
        SeeToWaiting();
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isHelpScheduled, 0);

        // Answers go out after their calls have ended.
        _busy?.Invoke(true);
        var last = Pump();
        _busy?.Invoke(false);
        if (last is { IsFull: true } session)
        {
            // The engine reads slower than we answer: no call is begun until there is room.
            _isFull = true;
            _ = GoOnWhenThereIsRoomAsync(session);
            return;
        }

        // A call may have come between the last look into the queue and the end of this pump.
        _isCalm = false;
        Interlocked.Decrement(ref _pumpCount);
        SeeToWaiting();
    }

    public void Dispose() => _watch.Dispose();

    /// <summary>Runs waiting calls until there are none, or no more may run, or the connection takes no more answers, or there is one pump too many.</summary>
    /// <returns>The connection that the last answer went to; null for none.</returns>
    private ITransportSession? Pump()
    {
        ITransportSession? gathered = null;
        var gatheredSince = 0L;
        while (TryTake(out var call))
        {
            var isLast = _waiting.IsEmpty;
            if (!isLast && _isHeldUp)
            {
                AddPump();
            }

            // When nobody else can take over, answers must not wait behind a handler that may block.
            isLast |= Volatile.Read(ref _runningCount) >= _maxRunning;
            if (gathered is not null && (isLast || gathered != call.Session || Stopwatch.GetTimestamp() - gatheredSince > s_longestGathering))
            {
                gathered.Flush();
                gathered = null;
            }

            var session = call.Session;
            if (!call.Run())
            {
                continue;
            }

            if (gathered is null)
            {
                gathered = session;
                gatheredSince = Stopwatch.GetTimestamp();
            }

            Interlocked.Decrement(ref _runningCount);
            _ended(call);
            if (session.IsFull || (_isCalm && Volatile.Read(ref _pumpCount) > 1))
            {
                break;
            }
        }

        gathered?.Flush();
        return gathered;
    }

    private async Task GoOnWhenThereIsRoomAsync(ITransportSession session)
    {
        await session.WaitForRoomAsync().ConfigureAwait(false);
        _isFull = false;
        Interlocked.Decrement(ref _pumpCount);
        SeeToWaiting();
    }

    /// <summary>Sees to it that waiting calls are run: by a pump, or by a look at the one that is busy.</summary>
    private void SeeToWaiting()
    {
        if (_waiting.IsEmpty || !MayRunMore)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _pumpCount, 1, 0) is 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else if (Volatile.Read(ref _isWatching) is 0 && Interlocked.Exchange(ref _isWatching, 1) is 0)
        {
            LookLater();
        }
    }

    /// <summary>Looks whether calls wait too long.</summary>
    private void Look()
    {
        // The call may have been taken meanwhile and be another one: then its time is a later one, and the next look sees more.
        _isHeldUp = _waiting.TryPeek(out var first) && Stopwatch.GetElapsedTime(first.ArrivedAt) > LongestWait;
        if (_isHeldUp)
        {
            _calmLooks = 0;
            _isCalm = false;
            AddPump();
        }
        else if (++_calmLooks >= LooksUntilCalm)
        {
            _calmLooks = 0;
            _isCalm = true;
        }

        if (first is not null && MayRunMore)
        {
            LookLater();
        }
        else
        {
            // A call may have come in between, or one that was running have ended.
            Volatile.Write(ref _isWatching, 0);
            Interlocked.MemoryBarrier();
            SeeToWaiting();
        }
    }

    private void LookLater()
    {
        try
        {
            _watch.Change(LongestWait, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The worker is over.
        }
    }

    private void AddPump()
    {
        if (MayRunMore && Interlocked.Exchange(ref _isHelpScheduled, 1) is 0)
        {
            Interlocked.Increment(ref _pumpCount);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool TryTake(out IncomingCall call)
    {
        if (Interlocked.Increment(ref _runningCount) > _maxRunning || !_waiting.TryDequeue(out call!))
        {
            Interlocked.Decrement(ref _runningCount);
            call = null!;
            return false;
        }

        return true;
    }
}
