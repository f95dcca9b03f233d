using System.Text.Json;
using Iii.DevEngine.Sessions;

namespace Iii.DevEngine.Observers;

/// <summary>
/// Knows all observers, and the functions that they connect. One lock guards the states; frames and activations that follow from a change
/// leave after it, in the order of the changes. Nothing of it is stored: workers replay their observers.
/// </summary>
internal sealed partial class ObserverRegistry : IDisposable
{
    private readonly EngineCore _core;
    private readonly Backlog _waitingBytes;
    private readonly Lock _gate = new();
    private readonly Lock _delivering = new();
    private readonly Queue<Action> _consequences = new();
    private readonly Dictionary<string, Observer> _observers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Id), ObservedFunction> _functions = [];
    private readonly Dictionary<string, ObserverOwner> _owners = new(StringComparer.Ordinal);
    private readonly Tombstones _tombstones;
    private long _changes;
    private long _lastForgottenRevision;
    private bool _isDisposed;

    public ObserverRegistry(EngineCore core)
    {
        _core = core;
        _waitingBytes = new Backlog(core.Options.Limits.WaitingActivationBytes);
        _tombstones = new Tombstones(Time);
    }

    /// <summary>An observer is in a new state; called after the registry's lock was left.</summary>
    public event Action<ObserverChange>? Changed;

    /// <summary>Whether the engine knows observers at all.</summary>
    public bool IsEnabled => _core.Features.HasFlag(ProtocolFeatures.ObserveV1);

    /// <summary>What was reported for observers that are not there any more.</summary>
    public DropCounters Dropped { get; } = new();

    private TimeProvider Time => _core.Options.TimeProvider;

    /// <summary>Gets all observers, in the order of their ids.</summary>
    public IReadOnlyList<Observer> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _observers.Values.OrderBy(static o => o.Id, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Finds an observer by its id.</summary>
    public Observer? Find(string id)
    {
        lock (_gate)
        {
            return _observers.GetValueOrDefault(id);
        }
    }

    /// <summary>Counts the observers of a function.</summary>
    public int CountOf((string Namespace, string Id) function)
    {
        lock (_gate)
        {
            return _functions.GetValueOrDefault(function)?.Observers.Count ?? 0;
        }
    }

    /// <summary>Gets the namespaces in which observers wait for a function that nobody has registered.</summary>
    public IReadOnlyList<string> NamespacesWaitingFor(string functionId)
    {
        lock (_gate)
        {
            return [.. _functions.Values.Where(f => f.Host is null && f.Key.Id == functionId).Select(static f => f.Key.Namespace)];
        }
    }

    /// <summary>Reads something under the lock.</summary>
    public T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    /// <summary>Stops all timers; nothing changes any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var observer in _observers.Values)
            {
                observer.Acknowledgement?.Dispose();
                observer.Expiry?.Dispose();
                observer.Activations.End();
            }

            foreach (var owner in _owners.Values)
            {
                owner.Grace?.Dispose();
            }

            _consequences.Clear();
        }
    }

    /// <summary>Begins a change of states; what follows from it happens when the change ends.</summary>
    private Change BeginChange() => new(this);

    /// <summary>Adds something that happens when the change ends.</summary>
    private void Then(Action consequence)
    {
        _changes++;
        _consequences.Enqueue(consequence);
    }

    private void Send(WorkerConnection worker, byte[] frame) => Then(() => _ = worker.SendAsync(frame));

    private void Answer(WorkerConnection worker, byte[] frame) => Then(() => _ = worker.AnswerAsync(frame));

    private void Deliver()
    {
        lock (_delivering)
        {
            while (true)
            {
                Action? next;
                lock (_gate)
                {
                    if (!_consequences.TryDequeue(out next))
                    {
                        return;
                    }
                }

                next();
            }
        }
    }

    private ObservedFunction Entry((string Namespace, string Id) key)
    {
        if (!_functions.TryGetValue(key, out var entry))
        {
            _functions[key] = entry = new ObservedFunction(key, this) { Revision = _lastForgottenRevision };
        }

        return entry;
    }

    /// <summary>
    /// Forgets a function that nobody needs. Later revisions are higher than its own, so that a late acknowledgement fits none of them.
    /// </summary>
    private void Forget((string Namespace, string Id) key)
    {
        if (_functions.TryGetValue(key, out var entry) && entry.IsUnused)
        {
            _functions.Remove(key);
            _lastForgottenRevision = Math.Max(_lastForgottenRevision, entry.Revision);
        }
    }

    /// <summary>Brings an observer into the state that follows from what is known.</summary>
    private void Update(Observer observer)
    {
        if (observer.State is not ObserverState.Disposed)
        {
            var (state, reason) = StateOf(observer);
            observer.Reason = reason;
            if (state != observer.State)
            {
                SetState(observer, state);
            }
        }
    }

    private (ObserverState State, ObserverReason? Reason) StateOf(Observer observer)
    {
        if (observer.Rejection is { } rejection)
        {
            return (ObserverState.Error, rejection);
        }

        if (observer.Owner.Connection is null)
        {
            return (ObserverState.Suspended, new ObserverReason(ObserveCodes.Disconnected, "the observing worker is not connected"));
        }

        if (_functions[observer.Request.Source].Host is null)
        {
            return (ObserverState.Pending, ObserverReason.NoHost(observer.Request.Source));
        }

        if (!observer.IsAccepted)
        {
            return (ObserverState.Pending, null);
        }

        return _functions[observer.Request.Target].Host is not null ? (ObserverState.Active, null)
            : (observer.WasActive ? ObserverState.Suspended : ObserverState.Pending, ObserverReason.NoTarget(observer.Request.Target));
    }

    private void SetState(Observer observer, ObserverState state)
    {
        var (wasActive, isActive) = (observer.IsActive, state is ObserverState.Active);
        observer.State = state;
        if (wasActive != isActive)
        {
            var source = _functions[observer.Request.Source];
            source.CountActive(isActive ? 1 : -1);
            observer.Activations.SetOpen(isActive);
            if (isActive)
            {
                observer.WasActive = true;
                source.Host?.Source?.Activated(observer);
                Then(() => Pump(observer));
            }
            else
            {
                source.Host?.Source?.Deactivated(observer);
            }
        }

        if (observer.IsAnswered && observer.Owner.Connection is { } worker && worker.Features.HasFlag(ProtocolFeatures.ObserveV1))
        {
            Send(worker, ObserverFrames.StateChanged(observer));
        }

        Tell(observer);
    }

    private void Tell(Observer observer)
    {
        if (Changed is { } changed)
        {
            var change = new ObserverChange(observer.Request, observer.State, observer.Reason, observer.Activations.LastDepth,
                observer.Owner.Connection);
            Then(() => changed(change));
        }
    }

    /// <summary>Ends an observer for good.</summary>
    private void End(Observer observer, ObserverReason reason)
    {
        if (observer.State is ObserverState.Disposed)
        {
            return;
        }

        ReleaseSource(observer);
        observer.Reason = reason;
        SetState(observer, ObserverState.Disposed);
        Remove(observer, tellsHost: true);
        if (observer.Owner.Connection is null && reason.Code is ObserveCodes.MaxFires or ObserveCodes.Expired)
        {
            _tombstones.Add(observer.Id, observer.Owner, reason);
        }
    }

    /// <summary>Takes an observer out of everything.</summary>
    private void Remove(Observer observer, bool tellsHost)
    {
        observer.Acknowledgement?.Dispose();
        observer.Expiry?.Dispose();
        observer.Activations.End();
        _observers.Remove(observer.Id);
        observer.Owner.Observers.Remove(observer);
        var source = _functions[observer.Request.Source];
        source.Observers.Remove(observer.Id);
        _functions[observer.Request.Target].Targeting.Remove(observer);
        if (tellsHost)
        {
            Withdraw(source, observer);
        }

        Forget(observer.Request.Source);
        Forget(observer.Request.Target);
    }

    private readonly ref struct Change
    {
        private readonly ObserverRegistry _registry;
        private readonly long _before;

        public Change(ObserverRegistry registry)
        {
            _registry = registry;
            registry._gate.Enter();
            _before = registry._changes;
        }

        public void Dispose()
        {
            var hasConsequences = _registry._changes != _before;
            _registry._gate.Exit();
            if (hasConsequences)
            {
                _registry.Deliver();
            }
        }
    }
}

/// <summary>Represents a new state of an observer.</summary>
/// <param name="Depth">The depth of its last activation; 0 when there was none.</param>
/// <param name="Owner">The observing worker; null while it is away.</param>
internal sealed record ObserverChange(ObserveRequest Request, ObserverState State, ObserverReason? Reason, int Depth,
    WorkerConnection? Owner);
