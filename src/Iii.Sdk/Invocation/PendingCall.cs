using Iii.Connection;

namespace Iii.Invocation;

/// <summary>One call that this worker made and that waits for its answer.</summary>
internal sealed class PendingCall(PendingCalls owner, Guid id, string functionId, TimeSpan timeout)
    : TaskCompletionSource<CallReply>(TaskCreationOptions.RunContinuationsAsynchronously)
{
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
        TrySetException(error);
    }

    public void Cancel(CancellationToken cancellationToken)
    {
        owner.Forget(this);
        TrySetCanceled(cancellationToken);
    }
}
