using System.Runtime.InteropServices;

namespace Iii.Observers;

/// <summary>
/// Finds the handle that an answer of the engine belongs to. Several of one id may be on the wire: one that has ended and one that took its
/// id. The engine answers in the order
/// it reads, so for each id the handles that went out on the present connection are kept, oldest first.
/// </summary>
internal sealed class SentObservers
{
    private readonly Dictionary<string, List<SentObserver>> _byId = new(StringComparer.Ordinal);

    public void Add(ObserverHandle handle)
    {
        ref var sent = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, handle.Id, out _);
        (sent ??= []).Add(new SentObserver(handle));
    }

    /// <summary>Finds a handle that went out on this connection and has not left; null when there is none.</summary>
    public SentObserver? Find(ObserverHandle handle) => _byId.GetValueOrDefault(handle.Id)?.Find(s => s.Handle == handle);

    /// <summary>Takes the answer to a request: it belongs to the oldest handle that has none.</summary>
    /// <param name="id">The observer's id.</param>
    /// <param name="isLast">The engine stores nothing under the id any more.</param>
    /// <returns>The handle, and those before it, for which no answer can come any more; null when nobody waits for an answer.</returns>
    public (ObserverHandle Handle, IReadOnlyList<ObserverHandle> Earlier)? Answered(string id, bool isLast)
    {
        if (!_byId.TryGetValue(id, out var sent) || sent.FindIndex(s => !s.IsAnswered) is var index && index < 0)
        {
            return null;
        }

        ObserverHandle[] earlier = [.. sent.Take(index).Select(s => s.Handle)];
        sent.RemoveRange(0, index);
        var answered = sent[0];
        answered.IsAnswered = true;
        if (isLast)
        {
            Remove(sent, answered);
        }

        return (answered.Handle, earlier);
    }

    /// <summary>Takes a change of state: it belongs to the newest handle that has its answer.</summary>
    /// <returns>The handle; null when the change belongs to nobody.</returns>
    public ObserverHandle? Changed(string id, bool isLast)
    {
        if (!_byId.TryGetValue(id, out var sent) || sent.FindLast(s => s.IsAnswered) is not { } changed)
        {
            return null;
        }

        if (isLast)
        {
            Remove(sent, changed);
        }

        return changed.Handle;
    }

    /// <summary>The connection is gone, or another one was opened: no answers come any more.</summary>
    /// <returns>The handles that were on the wire.</returns>
    public IReadOnlyList<SentObserver> Clear()
    {
        SentObserver[] all = [.. _byId.Values.SelectMany(s => s)];
        _byId.Clear();
        return all;
    }

    private void Remove(List<SentObserver> sent, SentObserver entry)
    {
        sent.Remove(entry);
        if (sent.Count is 0)
        {
            _byId.Remove(entry.Handle.Id);
        }
    }
}

/// <summary>Represents a handle whose request went out on the present connection.</summary>
internal sealed class SentObserver(ObserverHandle handle)
{
    public ObserverHandle Handle => handle;

    /// <summary>Gets or sets whether the engine has answered the request.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Gets or sets whether its end went out too.</summary>
    public bool IsUnobserved { get; set; }
}
