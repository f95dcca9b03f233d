using System.Collections.Concurrent;
using System.Diagnostics;
using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;
using Iii.Registration;
using Iii.Telemetry;
using Microsoft.Extensions.Logging;

namespace Iii.Invocation;

/// <summary>Takes incoming calls over from the read loop: they are run at their turn, or refused when too many wait.</summary>
internal sealed class Dispatcher : IDisposable
{
    private readonly CallPumps _pumps;
    private readonly IncomingCallPool _pool;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _maxRunning;
    private readonly int _maxWaiting;
    private readonly ConcurrentDictionary<FunctionLimits, bool> _limitsThatKeep = new();
    private readonly Action<bool>? _busy;
    private int _callCount;
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
        _pumps = new CallPumps(_maxRunning, _busy, End);
    }

    public IIIClient Client { get; }

    public ILogger Logger { get; }

    /// <summary>Gets the triggers of the worker, which an observer may stand for; null for none.</summary>
    public TriggerRegistry? Triggers { get; init; }

    public IServiceProvider? Services { get; }

    public TimeProvider Time { get; }

    /// <summary>What handlers are told to end by.</summary>
    public CallTokens Tokens { get; }

    /// <summary>What can be seen of calls from outside.</summary>
    public CallObservation Observation { get; }

    /// <summary>How many calls handlers are answering.</summary>
    public int RunningCount => _pumps.RunningCount;

    /// <summary>How many calls there are, the waiting ones too.</summary>
    public int CallCount => Volatile.Read(ref _callCount);

    /// <summary>No more calls are taken: the next one is refused.</summary>
    public bool IsCrowded => Volatile.Read(ref _callCount) >= _maxWaiting + _maxRunning;

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
            _pumps.Add(call);
        }
    }

    /// <summary>A call that did not complete at once has completed.</summary>
    public void Completed(IncomingCall call) => _pumps.Completed(call);

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

        while (_pumps.GiveUp() is { } waiting)
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
        _pumps.Dispose();
        Tokens.Dispose();
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
            _pumps.Add(next);
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
