namespace Iii;

/// <summary>Tells where an observer stands.</summary>
public enum ObserverState
{
    /// <summary>
    /// It waits: for the engine's answer, for the observed function's host to accept it, or for its target to be registered.
    /// </summary>
    Pending,

    /// <summary>It fires.</summary>
    Active,

    /// <summary>It does not fire for now, because its target or the worker that observes is missing.</summary>
    Suspended,

    /// <summary>It was rejected; the reason says why.</summary>
    Error,

    /// <summary>It has ended for good.</summary>
    Disposed,

    /// <summary>It is in a state that this version does not know; <see cref="ObserverHandle.StateText"/> has its name.</summary>
    Unknown,
}
