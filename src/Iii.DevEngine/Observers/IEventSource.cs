namespace Iii.DevEngine.Observers;

/// <summary>
/// Represents a module of the engine that serves each observer of its source by itself: a route, a schedule, a subscription.
/// Called under the lock of the registry: it must not call back.
/// </summary>
internal interface IEventSource
{
    /// <summary>Takes an observer whose worker is connected.</summary>
    /// <returns>Null, or why it is rejected.</returns>
    ObserverReason? Added(Observer observer);

    /// <summary>Gives up an observer: it ends, or its worker is away.</summary>
    void Removed(Observer observer);

    /// <summary>Delivers to an observer from now on.</summary>
    void Activated(Observer observer)
    {
    }

    /// <summary>Does not deliver to an observer for the moment, or any more.</summary>
    void Deactivated(Observer observer)
    {
    }
}
