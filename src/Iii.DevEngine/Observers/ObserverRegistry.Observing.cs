using System.Globalization;
using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>The observing workers: what they observe, and what becomes of it when they leave and return.</summary>
internal sealed partial class ObserverRegistry
{
    /// <summary>Handles an <c>observe</c> frame, and answers it.</summary>
    public void Observe(WorkerConnection worker, JsonElement frame)
    {
        using var change = BeginChange();
        var id = frame.Text("id")!;
        var owner = OwnerOf(worker);
        var existing = _observers.GetValueOrDefault(id);
        if (existing is not null && !IsTakenOver(existing, owner, worker))
        {
            Refuse(worker, id, new ObserverReason(ObserveCodes.IdConflict, $"observer id already in use: {id}"));
        }
        else if (existing is { Rejection: { } rejection })
        {
            EndQuietly(existing);
            Refuse(worker, id, rejection);
        }
        else if (ObserveRequest.Read(frame, worker.Access, out var problem) is not { } request)
        {
            EndQuietly(existing);
            Refuse(worker, id, problem!);
        }
        else if (existing is not null && existing.Request.Text.AsSpan().SequenceEqual(request.Text))
        {
            Answer(worker, ObserverFrames.Result(existing));
        }
        else if (existing is null && _tombstones.Take(id, owner, worker) is { } ended)
        {
            Answer(worker, ObserverFrames.Result(id, ObserverState.Disposed, ended));
        }
        else if (Make(request, owner, existing, answers: true) is { } refusal)
        {
            Refuse(worker, id, refusal);
        }
    }

    /// <summary>Makes an observer in the place of a worker, which is not answered by a frame about observers.</summary>
    /// <returns>Null, or why it is refused.</returns>
    public ObserverReason? Observe(WorkerConnection worker, ObserveRequest request)
    {
        using var change = BeginChange();
        var owner = OwnerOf(worker);
        var existing = _observers.GetValueOrDefault(request.Id);
        return existing is not null && !IsTakenOver(existing, owner, worker)
            ? new ObserverReason(ObserveCodes.IdConflict, $"observer id already in use: {request.Id}")
            : Make(request, owner, existing, answers: false);
    }

    /// <summary>Ends an observer that its worker does not want any more.</summary>
    public void Unobserve(WorkerConnection worker, string id)
    {
        using var change = BeginChange();
        if (_observers.TryGetValue(id, out var observer) && observer.Owner.Connection == worker)
        {
            End(observer, new ObserverReason(ObserveCodes.Unobserved, "the worker does not observe any more"));
        }
    }

    /// <summary>Ends an observer that was made of a trigger, whose worker may have gone already.</summary>
    public void EndLegacy(string id)
    {
        using var change = BeginChange();
        if (_observers.TryGetValue(id, out var observer) && observer.Request.Legacy is not null)
        {
            End(observer, new ObserverReason(ObserveCodes.Unobserved, "the trigger was unregistered"));
        }
    }

    /// <summary>Suspends what a worker observes that has gone, until it returns or the grace is over.</summary>
    public void Leave(WorkerConnection worker)
    {
        using var change = BeginChange();
        if (!_owners.TryGetValue(worker.Id, out var owner) || owner.Connection != worker)
        {
            return;
        }

        owner.Leave();
        if (owner.Observers.Count == 0 || _isDisposed)
        {
            _owners.Remove(worker.Id);
            return;
        }

        foreach (var observer in owner.Observers)
        {
            ReleaseSource(observer);
            Update(observer);
        }

        owner.Grace = Time.CreateTimer(_ => EndGrace(owner), null, ObserverLimits.Grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gives a connection what an earlier connection of the same worker observed.</summary>
    public void Reattach(WorkerConnection worker, string previous, string? token)
    {
        using var change = BeginChange();
        if (!_owners.TryGetValue(previous, out var owner) || owner.Connection is not null || owner.Token != token
            || _owners.ContainsKey(worker.Id))
        {
            return;
        }

        _owners.Remove(previous);
        _owners[worker.Id] = owner;
        owner.Return(worker);
        foreach (var observer in owner.Observers)
        {
            Resume(observer);
        }
    }

    private ObserverOwner OwnerOf(WorkerConnection worker)
    {
        if (!_owners.TryGetValue(worker.Id, out var owner))
        {
            _owners[worker.Id] = owner = new ObserverOwner(worker);
        }

        return owner;
    }

    /// <summary>
    /// Whether an observer is the worker's own: it made it, or it is the same worker under another connection, while the earlier one is
    /// gone.
    /// </summary>
    private bool IsTakenOver(Observer observer, ObserverOwner owner, WorkerConnection worker)
    {
        if (observer.Owner == owner)
        {
            return true;
        }

        if (observer.Owner.Connection is not null || !observer.Owner.IsSameWorker(worker))
        {
            return false;
        }

        observer.Owner.Observers.Remove(observer);
        observer.Owner = owner;
        owner.Observers.Add(observer);
        Resume(observer);
        return true;
    }

    private void Resume(Observer observer)
    {
        if (observer.Rejection is null && HoldSource(observer) is { } rejection)
        {
            (observer.Rejection, observer.RejectedBy) = (rejection, null);
        }

        Update(observer);
    }

    /// <summary>Makes an observer; one of the same id is replaced.</summary>
    /// <returns>Null, or why it is refused; then nothing is stored under its id.</returns>
    private ObserverReason? Make(ObserveRequest request, ObserverOwner owner, Observer? replaced, bool answers)
    {
        var source = _functions.GetValueOrDefault(request.Source)?.Host;
        var target = _functions.GetValueOrDefault(request.Target)?.Host;
        IReadOnlyList<string> warnings = [];
        var problem = _core.Options.Faults?.RejectObserver(request)
            ?? ObserverChecks.Problem(request, owner.Connection, source, target, out warnings)
            ?? LimitProblem(request, owner, replaced)
            ?? (request.PolicyProblem is { } policy ? new ObserverReason(ObserveCodes.InvalidArgs, policy) : null);
        if (problem is not null)
        {
            EndQuietly(replaced);
            return problem;
        }

        if (replaced is not null)
        {
            // To its host it is the same observer with another definition, unless the host is another.
            ReleaseSource(replaced);
            SetStateQuietly(replaced, ObserverState.Disposed);
            Remove(replaced, tellsHost: replaced.Request.Source != request.Source);
        }

        var activations = new ActivationQueue(request.Policy, _waitingBytes);
        var observer = new Observer(request, owner, activations, Time.GetUtcNow()) { Warnings = warnings };
        Add(observer);
        if (HoldSource(observer) is { } rejection)
        {
            Remove(observer, tellsHost: false);
            return rejection;
        }

        observer.IsAccepted = source is not null && !source.AsksForObservers;
        (var state, observer.Reason) = StateOf(observer);
        if (state is ObserverState.Pending)
        {
            Tell(observer);
        }
        else
        {
            SetState(observer, state);
        }

        observer.IsAnswered = answers;
        if (answers)
        {
            Answer(owner.Connection!, ObserverFrames.Result(observer));
        }

        if (source is { AsksForObservers: true })
        {
            Announce(_functions[request.Source], observer);
        }

        return null;
    }

    private void Add(Observer observer)
    {
        _observers[observer.Id] = observer;
        Entry(observer.Request.Source).Observers[observer.Id] = observer;
        Entry(observer.Request.Target).Targeting.Add(observer);
        observer.Owner.Observers.Add(observer);
        if (observer.ExpiresAt is not null)
        {
            observer.Expiry = Time.CreateTimer(_ => Expire(observer), null, TimeUntilExpiry(observer), Timeout.InfiniteTimeSpan);
        }
    }

    private ObserverReason? LimitProblem(ObserveRequest request, ObserverOwner owner, Observer? replaced)
    {
        var limits = _core.Options.Limits;
        var ofFunction = _functions.GetValueOrDefault(request.Source)?.Observers.Count ?? 0;
        ofFunction -= replaced?.Request.Source == request.Source ? 1 : 0;
        var others = replaced is null ? 0 : 1;
        return owner.Observers.Count - others >= limits.ObserversOfWorker ? Exceeded(limits.ObserversOfWorker, "this connection")
            : ofFunction >= limits.ObserversOfFunction ? Exceeded(limits.ObserversOfFunction, request.Source.Id)
            : _observers.Count - others >= limits.Observers ? Exceeded(limits.Observers, "this engine")
            : null;

        static ObserverReason Exceeded(int limit, string who) =>
            new(ObserveCodes.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"{who} has {limit:N0} observers already"));
    }

    private void Refuse(WorkerConnection worker, string id, ObserverReason reason) =>
        Answer(worker, ObserverFrames.Result(id, ObserverState.Error, reason));

    /// <summary>Ends an observer of which its worker hears by the answer to its frame.</summary>
    private void EndQuietly(Observer? observer)
    {
        if (observer is not null)
        {
            ReleaseSource(observer);
            SetStateQuietly(observer, ObserverState.Disposed);
            Remove(observer, tellsHost: true);
        }
    }

    private void SetStateQuietly(Observer observer, ObserverState state)
    {
        observer.IsAnswered = false;
        SetState(observer, state);
    }

    private void EndGrace(ObserverOwner owner)
    {
        using var change = BeginChange();
        if (owner.Connection is not null || _isDisposed)
        {
            return;
        }

        owner.Grace?.Dispose();
        _owners.Remove(owner.WorkerId);
        foreach (var observer in owner.Observers.ToArray())
        {
            End(observer, new ObserverReason(ObserveCodes.Disconnected, "the observing worker did not return in time"));
        }
    }

    private TimeSpan TimeUntilExpiry(Observer observer)
    {
        var remaining = observer.ExpiresAt!.Value - Time.GetUtcNow();
        return remaining <= TimeSpan.Zero ? TimeSpan.Zero
            : remaining < ObserverLimits.LongestTimer ? remaining
            : ObserverLimits.LongestTimer;
    }

    private void Expire(Observer observer)
    {
        using var change = BeginChange();
        if (_isDisposed || observer.State is ObserverState.Disposed)
        {
            return;
        }

        if (observer.HasExpired(Time))
        {
            End(observer, new ObserverReason(ObserveCodes.Expired, "the time of the observer is over"));
        }
        else
        {
            observer.Expiry?.Change(TimeUntilExpiry(observer), Timeout.InfiniteTimeSpan);
        }
    }
}
