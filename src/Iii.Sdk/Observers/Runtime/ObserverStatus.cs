namespace Iii;

/// <summary>Represents what was last known of an observer.</summary>
internal sealed record ObserverStatus(string StateText, ObserverReason? Reason, long Fires, IReadOnlyList<string> Warnings)
{
    public static ObserverStatus Initial { get; } = new("pending", null, 0, []);

    public ObserverState State => StateText switch
    {
        "pending" => ObserverState.Pending,
        "active" => ObserverState.Active,
        "suspended" => ObserverState.Suspended,
        "error" => ObserverState.Error,
        "disposed" => ObserverState.Disposed,
        _ => ObserverState.Unknown,
    };

    /// <summary>Gets whether waiting for the observer to fire is over, with success or without.</summary>
    public bool IsDecided => State is ObserverState.Active or ObserverState.Error or ObserverState.Disposed;

    /// <summary>Compares what listeners are told of.</summary>
    public bool IsSameState(ObserverStatus other) => StateText == other.StateText && Reason == other.Reason;
}
