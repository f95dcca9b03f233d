using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Observers;

/// <summary>What follows when an observed call has ended, and calls that hosts make through their observers.</summary>
internal sealed partial class ObserverRegistry
{
    /// <summary>Activates the observers that want a call which has ended.</summary>
    /// <param name="call">The call.</param>
    /// <param name="observers">Those that were active when it began.</param>
    /// <param name="chosen">Those that its host has chosen; null for all.</param>
    public void Activate(ObservedCall call, ObserverSet observers, IReadOnlyList<string>? chosen = null)
    {
        foreach (var observer in observers.Matching(call, chosen))
        {
            if (observer.IsActive)
            {
                Offer(observer, call);
            }
        }
    }

    /// <summary>Activates one observer by an event of a module of the engine, if it wants it.</summary>
    public void Activate(Observer observer, JsonElement @event)
    {
        var call = ObservedCall.OfEvent(observer.Request.Source, @event, Time);
        if (observer.IsActive && observer.Matches(call))
        {
            Offer(observer, call);
        }
    }

    /// <summary>Calls the target of an observer in the name of the worker that hosts its source.</summary>
    public Task<Outcome> CallThroughAsync(string id, BuiltInCall call, InvocationKind kind)
    {
        Observer? observer;
        lock (_gate)
        {
            observer = _observers.GetValueOrDefault(id);
            if (observer is not null && _functions[observer.Request.Source].Host?.Owner != call.Caller)
            {
                return Task.FromResult(Outcome.Failed(ObserveCodes.NotFunctionOwner, $"observer {id} is not of a function of this worker"));
            }
        }

        return observer is null
            ? Task.FromResult(Outcome.Failed(ObserveCodes.NotFound, $"no observer has the id {id}"))
            : CallThroughAsync(observer, call, kind);
    }

    /// <summary>Calls the target of an observer with a payload of the source's own, and returns its result.</summary>
    public async Task<Outcome> CallThroughAsync(Observer observer, BuiltInCall call, InvocationKind kind = InvocationKind.Observer,
        CancellationToken cancellationToken = default)
    {
        var target = observer.Request.Target;
        var problem = ThroughProblem(observer, call.Depth + 1);
        if (problem is not null)
        {
            return problem.ToOutcome();
        }

        if (!observer.Activations.TryBegin(call.Depth + 1))
        {
            return Outcome.Failed(ObserveCodes.Overflow,
                $"{observer.Request.Policy.Concurrency} activations of observer {observer.Id} run already");
        }

        try
        {
            var context = new CallContext(call.Context?.Caller, call.Depth + 1, new ActivationId(observer.Id, Guid.NewGuid().ToString()));
            var running = _core.InvokeAsync(
                target.Namespace, target.Id, call.Payload, call.Caller, metadata: observer.Request.Metadata, traceParent: call.TraceParent,
                baggage: call.Baggage,
                origin: InvocationOrigin.Of(kind, observer.Request, cause: null), context: context, cancellationToken: cancellationToken);
            EndIfUsedUp(observer);
            return await running.ConfigureAwait(false);
        }
        finally
        {
            observer.Activations.Release();
            Pump(observer);
        }
    }

    private ObserverReason? ThroughProblem(Observer observer, int depth)
    {
        if (observer.HasExpired(Time))
        {
            Expire(observer);
        }

        return !observer.IsActive && observer.Reason is { Code: ObserveCodes.TargetUnavailable } gone ? gone
            : !observer.IsActive || observer.Activations.IsUsedUp
                ? new ObserverReason(ObserveCodes.NotActive, $"observer {observer.Id} is not active")
            : depth > ObserverLimits.Depth
                ? new ObserverReason(ObserveCodes.LoopGuard, $"more than {ObserverLimits.Depth} activations follow each other")
            : !IsThere(observer.Request.Target) ? ObserverReason.NoTarget(observer.Request.Target)
            : null;
    }

    private bool IsThere((string Namespace, string Id) function) => _core.Functions.ContainsKey(function);

    private void Offer(Observer observer, ObservedCall call)
    {
        if (observer.HasExpired(Time))
        {
            Expire(observer);
        }
        else if (call.Depth + 1 > ObserverLimits.Depth)
        {
            observer.Dropped.Add(ObserveCodes.LoopGuard);
        }
        else if (!observer.Activations.IsUsedUp)
        {
            if (observer.Activations.HasRoom && observer.Activations.TryAdd(Activation.Of(observer.Request, call)))
            {
                Pump(observer);
            }
            else
            {
                observer.Dropped.Add(ObserveCodes.Overflow);
            }
        }
    }

    private void Pump(Observer observer) => observer.Activations.Pump(activation => Begin(observer, activation));

    private void Begin(Observer observer, Activation activation)
    {
        var target = observer.Request.Target;
        if (!_core.Functions.TryGetValue(target, out var function))
        {
            observer.Activations.GiveBack();
            observer.Dropped.Add(ObserveCodes.TargetUnavailable);
            return;
        }

        if (function.InProcess is null && _core.Options.Faults is null)
        {
            _ = RunAsync(observer, activation);
        }
        else if (!_core.Background.Run(_ => RunAsync(observer, activation)))
        {
            observer.Activations.GiveBack();
            observer.Dropped.Add(ObserveCodes.Overflow);
            return;
        }

        EndIfUsedUp(observer);
    }

    private void EndIfUsedUp(Observer observer)
    {
        if (observer.Activations.IsUsedUp)
        {
            using var change = BeginChange();
            End(observer, new ObserverReason(ObserveCodes.MaxFires, $"it has fired {observer.Request.Policy.MaxFires} times"));
        }
    }

    /// <summary>Runs a target. What it returns reaches nobody.</summary>
    private async Task RunAsync(Observer observer, Activation activation)
    {
        var target = observer.Request.Target;
        try
        {
            var context = new CallContext(activation.Caller, activation.Depth, new ActivationId(observer.Id, activation.Id));
            var outcome = await _core.InvokeAsync(
                target.Namespace, target.Id, Payload.Of(activation.Data), metadata: observer.Request.Metadata,
                traceParent: activation.TraceParent, baggage: activation.Baggage,
                origin: InvocationOrigin.Of(InvocationKind.Observer, observer.Request, activation.Cause), context: context).ConfigureAwait(false);
            if (outcome.IsError)
            {
                EngineLog.TargetFailed(_core.Logger, observer.Id, target.Id, outcome.ErrorCode);
            }
        }
        finally
        {
            observer.Activations.Release();
            Pump(observer);
        }
    }
}
