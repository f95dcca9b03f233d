namespace Iii;

/// <summary>Selects the payload that the target of an observer receives.</summary>
public enum ObserverDelivery
{
    /// <summary>Delivers the envelope: ids, status, times and the captured parts of the call.</summary>
    Envelope,

    /// <summary>Delivers the call's payload alone.</summary>
    Input,

    /// <summary>Delivers the call's result alone; <c>null</c> when the call failed.</summary>
    Output,
}
