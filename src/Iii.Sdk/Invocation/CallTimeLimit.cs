using Microsoft.Extensions.Logging;

namespace Iii.Invocation;

/// <summary>The time limit of one running call: when it is over, the caller is answered and the call's own token fires. Only calls of functions with a limit have one.</summary>
internal sealed class CallTimeLimit : IDisposable
{
    private const int Running = 0;
    private const int Answering = 1;
    private const int Over = 2;

    private readonly IncomingCall _call;
    private readonly string _functionId;
    private readonly TimeSpan _limit;
    private readonly ILogger _logger;

    // Not disposed: handlers may keep the token, and without a timer there is nothing to give back.
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _outer;
    private readonly ITimer _timer;
    private int _state;

    public CallTimeLimit(IncomingCall call, string functionId, TimeSpan limit, TimeProvider time, ILogger logger, CancellationToken outer)
    {
        _call = call;
        _functionId = functionId;
        _limit = limit;
        _logger = logger;
        _outer = outer.UnsafeRegister(static l => ((CallTimeLimit)l!).Cancel(), this);
        _timer = time.CreateTimer(static l => ((CallTimeLimit)l!).Reached(), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires when the time is over, and when the outer token does.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The time was over before the call was.</summary>
    public bool IsOver => Volatile.Read(ref _state) is not Running;

    /// <summary>What the caller is told.</summary>
    public string Message => $"'{_functionId}' took longer than its time limit of {_limit.TotalSeconds:0.###} s.";

    /// <summary>The call has ended, and its object is about to be used for another: from here on it is left alone.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Running) is not Running)
        {
            var spin = default(SpinWait);
            while (Volatile.Read(ref _state) is Answering)
            {
                spin.SpinOnce();
            }
        }

        _timer.Dispose();
        _outer.Unregister();
    }

    private void Reached()
    {
        if (Interlocked.CompareExchange(ref _state, Answering, Running) is not Running)
        {
            return;
        }

        try
        {
            Log.TimeLimitReached(_logger, _functionId, _limit.TotalSeconds);
            _call.Stop(IIIErrorCodes.Timeout, Message);
        }
        finally
        {
            Volatile.Write(ref _state, Over);
        }

        Cancel();
    }

    private void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException e)
        {
            // On a timer's thread nobody else would see it.
            Log.CancellationFailed(_logger, e);
        }
    }
}
