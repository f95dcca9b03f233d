namespace Iii.DevEngine.Observers;

/// <summary>Says where an observer is in its life.</summary>
internal enum ObserverState
{
    /// <summary>It waits for the source's host, for the host's acknowledgement, or for a target that was never there.</summary>
    Pending,

    /// <summary>It delivers.</summary>
    Active,

    /// <summary>It is interrupted: its worker, or its target, is missing at the moment.</summary>
    Suspended,

    /// <summary>It was rejected.</summary>
    Error,

    /// <summary>It is gone for good.</summary>
    Disposed,
}

/// <summary>Says why an observer is in its state.</summary>
internal sealed record ObserverReason(string Code, string Message)
{
    public static ObserverReason NoHost((string Namespace, string Id) source) =>
        new(ObserveCodes.OwnerUnavailable, $"{source.Id} is not registered in namespace {source.Namespace}");

    public static ObserverReason NoTarget((string Namespace, string Id) target) =>
        new(ObserveCodes.TargetUnavailable, $"{target.Id} is not registered in namespace {target.Namespace}");

    /// <summary>Gets the error that a call ends with for this reason.</summary>
    public Outcome ToOutcome() => Outcome.Failed(Code, Message);
}

/// <summary>Writes states as they are on the wire.</summary>
internal static class ObserverStateNames
{
    public static string ToWire(this ObserverState state) => state switch
    {
        ObserverState.Pending => "pending",
        ObserverState.Active => "active",
        ObserverState.Suspended => "suspended",
        ObserverState.Error => "error",
        _ => "disposed",
    };
}
