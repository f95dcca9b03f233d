namespace Iii.DevEngine.Observers;

/// <summary>
/// Remembers for a while the observers that ended while their worker was away, so that its replay does not begin them again. Guarded by the
/// registry.
/// </summary>
internal sealed class Tombstones(TimeProvider time)
{
    private readonly Dictionary<string,
        (ObserverOwner Owner, ObserverReason Reason, DateTimeOffset Until)> _all = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset Until)> _order = new();

    /// <summary>Remembers an observer.</summary>
    public void Add(string id, ObserverOwner owner, ObserverReason reason)
    {
        var until = time.GetUtcNow() + ObserverLimits.Tombstone;
        _all[id] = (owner, reason, until);
        _order.Enqueue((id, until));
        Forget();
    }

    /// <summary>Takes the reason for which an observer of a worker ended; null when it is not known.</summary>
    public ObserverReason? Take(string id, ObserverOwner owner, WorkerConnection worker)
    {
        Forget();
        if (_all.TryGetValue(id, out var found) && (found.Owner == owner || found.Owner.IsSameWorker(worker)))
        {
            _all.Remove(id);
            return found.Reason;
        }

        return null;
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        while (_order.TryPeek(out var oldest) && (oldest.Until <= now || _order.Count > ObserverLimits.Tombstones))
        {
            _order.Dequeue();
            if (_all.TryGetValue(oldest.Id, out var found) && found.Until == oldest.Until)
            {
                _all.Remove(oldest.Id);
            }
        }
    }
}
