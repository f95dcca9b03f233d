using System.Collections.Concurrent;
using System.Diagnostics;
using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;
using Microsoft.Extensions.Logging;

namespace Iii.Invocation;

/// <summary>
/// Runs incoming calls off the read loop: at most so many at a time, the rest in a bounded queue, and no task, timer or closure for a handler that completes at once.
/// </summary>
/// <remarks>
/// Calls are run by pumps on the thread pool. A pump takes one call after the other; whenever it takes one and more are waiting it asks for a second pump, so a
/// handler that blocks holds up nobody. Answers gather in the connection; a pump sends them when nothing is waiting behind the call that it runs next,
/// when it has gathered for <see cref="LongestGathering"/>, and when it ends.
/// </remarks>
internal sealed class Dispatcher : IThreadPoolWorkItem, IDisposable
{
    /// <summary>A call's buffer that has grown beyond this is given back instead of kept for the next call.</summary>
    public const int LargestKeptBuffer = 64 * 1024;

    private const int KeptCalls = 512;

    private static readonly long s_longestGathering = (long)(Stopwatch.Frequency * LongestGathering.TotalSeconds);

    private readonly ConcurrentQueue<IncomingCall> _waiting = new();
    private readonly ConcurrentQueue<IncomingCall> _kept = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _runningGate = new();
    private readonly int _maxRunning;
    private readonly int _maxWaiting;
    private readonly TimeProvider _time;
    private IncomingCall? _firstRunning;
    private TaskCompletionSource? _idle;
    private int _waitingCount;
    private int _runningCount;
    private int _keptCount;
    private int _pumpIsScheduled;
    private volatile bool _isStopping;

    public Dispatcher(IIIWorkerOptions options, IIIClient client, ILogger logger)
    {
        _maxRunning = options.MaxConcurrentCalls;
        _maxWaiting = options.MaxQueuedCalls;
        _time = options.TimeProvider;
        Client = client;
        Logger = logger;
        CancellationToken = _stopped.Token;
    }

    /// <summary>How long answers may gather while handlers are running.</summary>
    public static TimeSpan LongestGathering => TimeSpan.FromMicroseconds(100);

    public IIIClient Client { get; }

    public ILogger Logger { get; }

    /// <summary>Fires when the time to finish is over.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Takes a call over from the read loop, with a copy of its message.</summary>
    public void Dispatch(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame, FunctionDefinition function)
    {
        var call = Rent();
        call.Begin(session, message, frame, function);
        if (_isStopping)
        {
            Refuse(call, IIIErrorCodes.InvocationStopped, "The worker is stopping and takes no more calls.");
        }
        else if (Interlocked.Increment(ref _waitingCount) > _maxWaiting + _maxRunning)
        {
            Interlocked.Decrement(ref _waitingCount);
            Log.Overloaded(Logger, function.Id, _maxWaiting);
            Refuse(call, IIIErrorCodes.Overloaded, $"The worker has {_maxWaiting} calls waiting already and takes no more for now (options.MaxQueuedCalls).");
        }
        else
        {
            _waiting.Enqueue(call);
            SchedulePump();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _pumpIsScheduled, 0);
        ITransportSession? gathered = null;
        var gatheredSince = 0L;
        while (TryTake(out var call))
        {
            var isLast = _waiting.IsEmpty;
            if (!isLast)
            {
                SchedulePump();
            }

            // When nobody else can take over, answers must not wait behind a handler that may block.
            isLast |= Volatile.Read(ref _runningCount) >= _maxRunning;
            if (gathered is not null && (isLast || gathered != call.Session || Stopwatch.GetTimestamp() - gatheredSince > s_longestGathering))
            {
                gathered.Flush();
                gathered = null;
            }

            var session = call.Session;
            if (call.Run())
            {
                if (gathered is null)
                {
                    gathered = session;
                    gatheredSince = Stopwatch.GetTimestamp();
                }

                End(call);
                if (session.IsFull)
                {
                    // The engine reads slower than we answer: this pump's turn is over until there is room.
                    session.Flush();
                    _ = GoOnWhenThereIsRoomAsync(session);
                    return;
                }
            }
        }

        gathered?.Flush();

        // A call may have come between the last look into the queue and the end of this pump's count among the running ones.
        SchedulePump();
    }

    /// <summary>A call that did not complete at once has completed.</summary>
    public void Completed(IncomingCall call)
    {
        call.Session.Flush();
        End(call);
        SchedulePump();
    }

    /// <summary>Takes no more calls, waits for the running ones, and answers those that take longer than that.</summary>
    public async Task StopAsync(TimeSpan limit, CancellationToken atOnce)
    {
        _isStopping = true;
        while (_waiting.TryDequeue(out var waiting))
        {
            Interlocked.Decrement(ref _waitingCount);
            Refuse(waiting, IIIErrorCodes.InvocationStopped, "The worker stopped before the call's turn came.");
        }

        Task idle;
        lock (_runningGate)
        {
            if (_firstRunning is null)
            {
                return;
            }

            Log.Draining(Logger, _runningCount, limit.TotalSeconds);
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }

        try
        {
            await idle.WaitAsync(limit, _time, atOnce).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await _stopped.CancelAsync().ConfigureAwait(false);
            lock (_runningGate)
            {
                for (var call = _firstRunning; call is not null; call = call.Next)
                {
                    call.Stop(IIIErrorCodes.InvocationStopped, "The worker stopped before the function was done.");
                    call.Session.Flush();
                }
            }
        }
    }

    public void Dispose() => _stopped.Cancel();

    private async Task GoOnWhenThereIsRoomAsync(ITransportSession session)
    {
        await session.WaitForRoomAsync().ConfigureAwait(false);
        SchedulePump();
    }

    private void SchedulePump()
    {
        if (Volatile.Read(ref _runningCount) < _maxRunning && !_waiting.IsEmpty && Interlocked.Exchange(ref _pumpIsScheduled, 1) == 0)
        {
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

        lock (_runningGate)
        {
            call.Next = _firstRunning;
            call.Previous = null;
            if (_firstRunning is not null)
            {
                _firstRunning.Previous = call;
            }

            _firstRunning = call;
        }

        return true;
    }

    private void End(IncomingCall call)
    {
        lock (_runningGate)
        {
            if (call.Previous is null)
            {
                _firstRunning = call.Next;
            }
            else
            {
                call.Previous.Next = call.Next;
            }

            if (call.Next is not null)
            {
                call.Next.Previous = call.Previous;
            }

            call.Next = call.Previous = null;
            if (_firstRunning is null)
            {
                _idle?.TrySetResult();
            }
        }

        Interlocked.Decrement(ref _runningCount);
        Interlocked.Decrement(ref _waitingCount);
        Return(call);
    }

    private void Refuse(IncomingCall call, string code, string message)
    {
        call.Stop(code, message);
        call.Session.Flush();
        Return(call);
    }

    private IncomingCall Rent()
    {
        if (_kept.TryDequeue(out var call))
        {
            Interlocked.Decrement(ref _keptCount);
            return call;
        }

        return new IncomingCall(this);
    }

    private void Return(IncomingCall call)
    {
        call.End();
        if (Interlocked.Increment(ref _keptCount) <= KeptCalls)
        {
            _kept.Enqueue(call);
        }
        else
        {
            Interlocked.Decrement(ref _keptCount);
            call.Dispose();
        }
    }
}
