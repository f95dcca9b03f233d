using System.Collections.Concurrent;
using System.Diagnostics;
using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;
using Iii.Telemetry;
using Microsoft.Extensions.Logging;

namespace Iii.Invocation;

/// <summary>
/// Runs incoming calls off the read loop: at most so many at a time, the rest in a bounded queue, and no task, timer or closure for a handler that completes at once.
/// </summary>
/// <remarks>
/// Calls are run by pumps on the thread pool. A pump takes one call after the other; one is enough for handlers that are done sooner than a second thread could
/// take the next call from it. When calls wait longer than <see cref="LongestWait"/>, because a handler blocks or computes, more pumps come; when none has waited that
/// long for a while, they go again, for two that share short work cost more than one that does it all. Answers gather in the
/// connection; a pump sends them when nothing is waiting behind the call that it runs next, when it has gathered for <see cref="LongestGathering"/>, and when it ends.
/// </remarks>
internal sealed class Dispatcher : IThreadPoolWorkItem, IDisposable
{
    /// <summary>So many looks in a row at calls that do not wait too long, and a pump more than one is one too many.</summary>
    private const int LooksUntilCalm = 100;

    private static readonly long s_longestGathering = (long)(Stopwatch.Frequency * LongestGathering.TotalSeconds);

    private readonly ConcurrentQueue<IncomingCall> _waiting = new();
    private readonly IncomingCallPool _pool;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Timer _watch;
    private readonly int _maxRunning;
    private readonly int _maxWaiting;
    private readonly ConcurrentDictionary<FunctionLimits, bool> _limitsThatKeep = new();
    private readonly Action<bool>? _busy;
    private int _callCount;
    private int _runningCount;
    private int _pumpCount;
    private int _isWatching;
    private int _isHelpScheduled;
    private int _calmLooks;
    private volatile bool _isHeldUp;
    private volatile bool _isCalm;
    private volatile bool _isFull;
    private volatile bool _isStopping;

    public Dispatcher(IIIWorkerOptions options, IIIClient client, ILogger logger)
    {
        _maxRunning = options.MaxConcurrentCalls;
        _maxWaiting = options.MaxQueuedCalls;
        _busy = options.Busy;
        Time = options.TimeProvider;
        _pool = new IncomingCallPool(this);
        Client = client;
        Logger = logger;
        Services = options.Services;
        Tokens = new CallTokens(options.CancelOnConnectionLoss, logger);
        Observation = new CallObservation(options, logger);

        // Held-up threads are a matter of the machine's time, whatever clock the worker is given.
        _watch = new Timer(static d => ((Dispatcher)d!).Look(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>How long answers may gather while handlers are running.</summary>
    public static TimeSpan LongestGathering => TimeSpan.FromMicroseconds(100);

    /// <summary>How long a call may wait for a pump that is busy before another one comes.</summary>
    public static TimeSpan LongestWait => TimeSpan.FromMilliseconds(1);

    public IIIClient Client { get; }

    public ILogger Logger { get; }

    public IServiceProvider? Services { get; }

    public TimeProvider Time { get; }

    /// <summary>What handlers are told to end by.</summary>
    public CallTokens Tokens { get; }

    /// <summary>What can be seen of calls from outside.</summary>
    public CallObservation Observation { get; }

    /// <summary>How many calls handlers are answering.</summary>
    public int RunningCount => Volatile.Read(ref _runningCount);

    /// <summary>How many calls there are, the waiting ones too.</summary>
    public int CallCount => Volatile.Read(ref _callCount);

    /// <summary>No more calls are taken: the next one is refused.</summary>
    public bool IsCrowded => Volatile.Read(ref _callCount) >= _maxWaiting + _maxRunning;

    private bool MayRunMore => !_isFull && Volatile.Read(ref _runningCount) < _maxRunning;

    /// <summary>Takes a call over from the read loop, with a copy of its message.</summary>
    public void Dispatch(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame, FunctionDefinition function)
    {
        _busy?.Invoke(true);
        var call = _pool.Rent();
        call.Begin(session, message, frame, function);

        // Counted before the look at the stop: either the stop waits for this call, or the call sees the stop.
        var count = Interlocked.Increment(ref _callCount);
        if (_isStopping)
        {
            Refuse(call, IIIErrorCodes.InvocationStopped, "The worker is stopping and takes no more calls.");
        }
        else if (count > _maxWaiting + _maxRunning)
        {
            Log.Overloaded(Logger, function.Id, _maxWaiting);
            Refuse(call, IIIErrorCodes.Overloaded, $"The worker has {_maxWaiting} calls waiting already and takes no more for now (options.MaxQueuedCalls).");
        }
        else if (function.Limits is { } limits && !limits.TryEnter(call))
        {
            // It comes back when one of the function's calls ends.
            _limitsThatKeep.TryAdd(limits, true);
        }
        else
        {
            _waiting.Enqueue(call);
            SeeToWaiting();
        }
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

    /// <summary>A call that did not complete at once has completed.</summary>
    public void Completed(IncomingCall call)
    {
        call.Session.Flush();
        Interlocked.Decrement(ref _runningCount);
        End(call);
        SeeToWaiting();
    }

    /// <summary>Takes no more calls, waits for the running ones, and answers those that take longer than that.</summary>
    public async Task StopAsync(TimeSpan limit, CancellationToken atOnce)
    {
        _isStopping = true;
        Interlocked.MemoryBarrier();
        foreach (var limits in _limitsThatKeep.Keys)
        {
            while (limits.GiveUp() is { } kept)
            {
                Refuse(kept, IIIErrorCodes.InvocationStopped, "The worker stopped before the call's turn came.");
            }
        }

        while (_waiting.TryDequeue(out var waiting))
        {
            waiting.Stop(IIIErrorCodes.InvocationStopped, "The worker stopped before the call's turn came.");
            End(waiting);
        }

        if (Volatile.Read(ref _callCount) is 0)
        {
            return;
        }

        Log.Draining(Logger, Volatile.Read(ref _callCount), limit.TotalSeconds);
        try
        {
            await _idle.Task.WaitAsync(limit, Time, atOnce).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Tokens.Stop();
            _pool.StopAll(IIIErrorCodes.InvocationStopped, "The worker stopped before the function was done.");
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        Tokens.Dispose();
    }

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
            End(call);
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

    /// <summary>Answers a call that was not let in.</summary>
    private void Refuse(IncomingCall call, string code, string message)
    {
        call.Stop(code, message);
        Forget(call);
    }

    private void End(IncomingCall call)
    {
        if (call.Limits?.Leave() is { } next)
        {
            _waiting.Enqueue(next);
            SeeToWaiting();
        }

        Forget(call);
    }

    private void Forget(IncomingCall call)
    {
        _pool.Return(call);
        _busy?.Invoke(false);
        if (Interlocked.Decrement(ref _callCount) is 0 && _isStopping)
        {
            _idle.TrySetResult();
        }
    }
}
