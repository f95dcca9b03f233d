using System.Text.Json;
using Iii.DevEngine.Sessions;

namespace Iii.DevEngine.Observers;

/// <summary>The hosts of observed functions: which functions there are, and which observers their hosts have accepted.</summary>
internal sealed partial class ObserverRegistry
{
    /// <summary>A function was registered: its host is told of its observers, and observers that wait for it go on.</summary>
    public void Hosted(RegisteredFunction function)
    {
        if (!IsEnabled)
        {
            return;
        }

        using var change = BeginChange();
        var entry = Entry((function.Namespace, function.Id));
        foreach (var observer in entry.Observers.Values)
        {
            // A worker may take the place of a module of the engine.
            ReleaseSource(observer);
        }

        entry.Host = function;
        entry.Revision++;
        function.Observed = entry;
        List<Observer> announced = [];
        foreach (var observer in entry.Observers.Values)
        {
            if (IsOffered(observer, function) && function.AsksForObservers)
            {
                announced.Add(observer);
            }
        }

        if (function.Owner is { } worker && worker.Features.HasFlag(ProtocolFeatures.ObserveV1))
        {
            Answer(worker, ObserverFrames.FunctionRegistered(worker.Access.WithoutPrefix(function.Id), entry, HasLocalDispatch(function),
                announced));
        }

        foreach (var observer in announced)
        {
            AwaitAcknowledgement(entry, observer);
        }

        foreach (var observer in entry.Observers.Values)
        {
            Update(observer);
        }

        UpdateTargeting(entry);
    }

    /// <summary>A function is not registered any more: its observers wait for it, and those whose target it was are suspended.</summary>
    public void Unhosted(RegisteredFunction function)
    {
        if (!IsEnabled)
        {
            return;
        }

        using var change = BeginChange();
        var key = (function.Namespace, function.Id);
        if (!_functions.TryGetValue(key, out var entry) || entry.Host != function)
        {
            return;
        }

        foreach (var observer in entry.Observers.Values)
        {
            ReleaseSource(observer);
        }

        entry.Host = null;
        foreach (var observer in entry.Observers.Values)
        {
            Withdraw(observer);
            Update(observer);
        }

        UpdateTargeting(entry);
        Forget(key);
    }

    /// <summary>A host has accepted or rejected an observer.</summary>
    public void Acknowledge(WorkerConnection worker, JsonElement frame)
    {
        using var change = BeginChange();
        var key = (frame.Text("namespace") ?? worker.Namespace ?? EngineCore.DefaultNamespace,
            worker.Access.WithPrefix(frame.Text("function_id")!));
        if (!_functions.TryGetValue(key, out var entry) || entry.Host is not { AsksForObservers: true } host || host.Owner != worker
            || !entry.Observers.TryGetValue(frame.Text("id")!, out var observer)
            || observer.AnnouncedRevision == 0 || !frame.GetProperty("revision").TryGetInt64(out var revision)
                || revision != observer.AnnouncedRevision)
        {
            // It is of another announcement, or of another host.
            return;
        }

        if (_core.Options.Faults?.LosesAcknowledgements(key.Item1, key.Item2) is true)
        {
            return;
        }

        if (frame.Json("error") is { } error)
        {
            var isLate = observer.IsAccepted;
            Reject(observer, new ObserverReason(error.Text("code") ?? "OBSERVE_REJECTED", error.Text("message") ?? ""), worker.Id);
            if (isLate)
            {
                TellRemoved(entry, observer);
            }
        }
        else if (!observer.IsAccepted)
        {
            observer.IsAccepted = true;
            observer.Acknowledgement?.Dispose();
            observer.Acknowledgement = null;
            Update(observer);
        }
    }

    private bool HasLocalDispatch(RegisteredFunction function) =>
        _core.Features.HasFlag(ProtocolFeatures.LocalDispatch) && function.InProcess is null && function.Owner!.Access.Middleware is null;

    /// <summary>Prepares an observer for a host that is new to it.</summary>
    /// <returns>False when it does not fit, or when this host has rejected it.</returns>
    private bool IsOffered(Observer observer, RegisteredFunction function)
    {
        Withdraw(observer);
        if (observer.Rejection is not null)
        {
            if (observer.RejectedBy is null || observer.RejectedBy == function.Owner?.Id)
            {
                return false;
            }

            // Another host may accept it.
            observer.Rejection = null;
        }

        var target = _functions[observer.Request.Target].Host;
        var problem = ObserverChecks.Problem(observer.Request, observer.Owner.Connection, function, target, out var warnings);
        observer.Warnings = warnings;
        if ((problem ?? HoldSource(observer)) is { } rejection)
        {
            (observer.Rejection, observer.RejectedBy) = (rejection, function.Owner?.Id);
            return false;
        }

        observer.IsAccepted = !function.AsksForObservers;
        return true;
    }

    /// <summary>Whatever a host has said of an observer does not count any more.</summary>
    private static void Withdraw(Observer observer)
    {
        observer.Acknowledgement?.Dispose();
        observer.Acknowledgement = null;
        observer.AnnouncedRevision = 0;
        observer.IsAccepted = false;
        observer.WasActive = false;
    }

    /// <summary>Tells the host of one observer more.</summary>
    private void Announce(ObservedFunction entry, Observer observer)
    {
        var worker = entry.Host!.Owner!;
        entry.Revision++;
        Send(worker, ObserverFrames.Added(worker.Access.WithoutPrefix(entry.Key.Id), entry, observer));
        AwaitAcknowledgement(entry, observer);
    }

    private void AwaitAcknowledgement(ObservedFunction entry, Observer observer)
    {
        var revision = entry.Revision;
        observer.AnnouncedRevision = revision;
        observer.Acknowledgement?.Dispose();
        observer.Acknowledgement = Time.CreateTimer(_ => EndAcknowledgement(observer, revision), null, ObserverLimits.Acknowledgement,
            Timeout.InfiniteTimeSpan);
    }

    private void EndAcknowledgement(Observer observer, long revision)
    {
        using var change = BeginChange();
        if (_isDisposed || observer.State is ObserverState.Disposed || observer.IsAccepted || observer.AnnouncedRevision != revision)
        {
            return;
        }

        var entry = _functions[observer.Request.Source];
        var seconds = ObserverLimits.Acknowledgement.TotalSeconds;
        Reject(observer, new ObserverReason(ObserveCodes.OwnerTimeout,
            $"the host of {observer.Request.Source.Id} did not answer within {seconds} s"), entry.Host?.Owner?.Id);

        // It may still accept.
        TellRemoved(entry, observer);
    }

    private void Reject(Observer observer, ObserverReason reason, string? by)
    {
        (observer.Rejection, observer.RejectedBy) = (reason, by);
        observer.Activations.Clear();
        Withdraw(observer);
        Update(observer);
    }

    /// <summary>Takes an observer from its host that ends, if the host holds it.</summary>
    private void Withdraw(ObservedFunction entry, Observer observer)
    {
        if (observer.AnnouncedRevision > 0 && observer.Rejection is null)
        {
            TellRemoved(entry, observer);
        }
    }

    private void TellRemoved(ObservedFunction entry, Observer observer)
    {
        if (entry.Host is { AsksForObservers: true, Owner: { } worker })
        {
            entry.Revision++;
            Send(worker, ObserverFrames.Removed(worker.Access.WithoutPrefix(entry.Key.Id), entry, observer.Id));
        }
    }

    private void UpdateTargeting(ObservedFunction entry)
    {
        foreach (var observer in entry.Targeting)
        {
            if (observer.Rejection is null
                && ObserverChecks.TargetAccess(observer.Request, observer.Owner.Connection, entry.Host) is { } problem)
            {
                var source = _functions[observer.Request.Source];
                Withdraw(source, observer);
                Reject(observer, problem, source.Host?.Owner?.Id);
            }
            else
            {
                Update(observer);
            }
        }
    }

    /// <summary>
    /// Gives an observer to the module of the engine that serves it, if its source is one of those and its worker is there.
    /// </summary>
    /// <returns>Null, or why it is rejected.</returns>
    private ObserverReason? HoldSource(Observer observer)
    {
        if (observer.IsHeld || observer.Owner.Connection is null || _functions[observer.Request.Source].Host?.Source is not { } source)
        {
            return null;
        }

        var rejection = source.Added(observer);
        observer.IsHeld = rejection is null;
        return rejection;
    }

    private void ReleaseSource(Observer observer)
    {
        if (observer.IsHeld)
        {
            observer.IsHeld = false;
            var source = _functions[observer.Request.Source].Host?.Source;
            source?.Deactivated(observer);
            source?.Removed(observer);
        }
    }
}
