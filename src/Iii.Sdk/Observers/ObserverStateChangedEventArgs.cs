namespace Iii;

/// <summary>Describes one change of an observer's state or of its reason.</summary>
public sealed class ObserverStateChangedEventArgs : EventArgs
{
    internal ObserverStateChangedEventArgs(ObserverStatus previous, ObserverStatus current)
    {
        PreviousState = previous.State;
        State = current.State;
        StateText = current.StateText;
        Reason = current.Reason;
        Fires = current.Fires;
    }

    /// <summary>Gets the state before the change.</summary>
    public ObserverState PreviousState { get; }

    /// <summary>Gets the state after the change.</summary>
    public ObserverState State { get; }

    /// <summary>Gets the state after the change, as the engine writes it.</summary>
    public string StateText { get; }

    /// <summary>Gets the reason of the state; null when there is none.</summary>
    public ObserverReason? Reason { get; }

    /// <summary>Gets the number of activations, as far as the engine had said at the time of the change.</summary>
    public long Fires { get; }
}
