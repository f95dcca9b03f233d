using System.Diagnostics;
using Iii.Connection;
using Iii.Telemetry;

namespace Iii.Invocation;

/// <summary>One call that this worker made and that waits for its answer.</summary>
internal sealed class PendingCall(PendingCalls owner, Guid id, string functionId, TimeSpan timeout)
    : TaskCompletionSource<CallReply>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly long _startedAt = WorkerMetrics.AreCallsWanted ? Stopwatch.GetTimestamp() : 0;

    public Guid Id => id;

    public string FunctionId => functionId;

    public TimeSpan Timeout => timeout;

    /// <summary>The connection that the call went out on; null while it has not been sent.</summary>
    public ITransportSession? Session { get; set; }

    /// <summary>The tick of the <see cref="DeadlineWheel"/>, and the neighbours there.</summary>
    public long Deadline { get; set; }

    public bool IsTimed { get; set; }

    public PendingCall? Next { get; set; }

    public PendingCall? Previous { get; set; }

    public void TimeOut() => Fail(
        IIIErrorCodes.Timeout,
        Session is null
            ? $"'{functionId}' was not called: the worker was not connected for {timeout.TotalSeconds:0.###} s."
            : $"'{functionId}' did not answer within {timeout.TotalSeconds:0.###} s. It may still be running. Give it more time with CallOptions.Timeout.");

    public void Fail(string code, string message, string? stackTrace = null, Exception? innerException = null)
    {
        var error = new IIIInvocationException(functionId, code, message, stackTrace, innerException);
        owner.Forget(this);
        if (TrySetException(error))
        {
            Measure(code);
        }
    }

    /// <returns>False when the call has ended before: the reply is still the caller's.</returns>
    public bool Succeed(CallReply reply)
    {
        if (!TrySetResult(reply))
        {
            return false;
        }

        Measure(null);
        return true;
    }

    public void Cancel(CancellationToken cancellationToken)
    {
        owner.Forget(this);
        if (TrySetCanceled(cancellationToken))
        {
            Measure("CANCELLED");
        }
    }

    private void Measure(string? errorCode)
    {
        if (_startedAt != 0)
        {
            WorkerMetrics.CallEnded(functionId, errorCode, _startedAt);
        }
    }
}
