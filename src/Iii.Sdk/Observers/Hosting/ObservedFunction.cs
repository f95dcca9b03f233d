using Iii.Connection;

namespace Iii.Observers;

/// <summary>Represents one function of this worker as the engine has it observed.</summary>
internal sealed class ObservedFunction
{
    private readonly Dictionary<string, ObserverView> _observers = new(StringComparer.Ordinal);

    /// <summary>Gets the connection that the function was registered on; null when it is not registered on one.</summary>
    public ITransportSession? RegisteredOn { get; private set; }

    /// <summary>Gets whether the engine has confirmed the registration on this connection.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Gets the revision of the set of observers; 0 before the engine has named one.</summary>
    public long Revision { get; private set; }

    /// <summary>Gets the accepted observers.</summary>
    public IReadOnlyCollection<ObserverView> Observers => _observers.Values;

    /// <summary>
    /// Gets the announcements that wait until the call has returned that registers the function; null when none is running.
    /// </summary>
    public Queue<Action>? Waiting { get; set; }

    /// <summary>The registration was written to a connection; the engine's confirmation is to come.</summary>
    public void Sent(ITransportSession session)
    {
        RegisteredOn = session;
        IsConfirmed = false;
    }

    /// <summary>The connection is gone. The observers stay accepted: the engine lists them again on the next one.</summary>
    public void Disconnected()
    {
        RegisteredOn = null;
        IsConfirmed = false;
        Waiting?.Clear();
    }

    /// <summary>The engine does not have the function any more: it was refused.</summary>
    public void Release()
    {
        Disconnected();
        Revision = 0;
        _observers.Clear();
    }

    /// <summary>The engine confirms the registration, and replaces the set of observers.</summary>
    public void Confirm(long revision)
    {
        IsConfirmed = true;
        Revision = revision;
    }

    /// <summary>Takes over a later revision.</summary>
    /// <returns>False when it is not later: the change is one from before.</returns>
    public bool TryAdvance(long revision)
    {
        if (revision <= Revision)
        {
            return false;
        }

        Revision = revision;
        return true;
    }

    public bool Has(string observerId) => _observers.ContainsKey(observerId);

    public void Accept(ObserverView observer) => _observers[observer.Id] = observer;

    public void Remove(string observerId) => _observers.Remove(observerId);

    /// <summary>Removes the observers that are not listed any more.</summary>
    public void Keep(IEnumerable<string> observerIds)
    {
        var listed = observerIds.ToHashSet(StringComparer.Ordinal);
        foreach (var id in _observers.Keys.Where(id => !listed.Contains(id)).ToArray())
        {
            _observers.Remove(id);
        }
    }
}
