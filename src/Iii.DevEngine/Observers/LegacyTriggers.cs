using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Observers;

/// <summary>
/// Turns the bindings of a trigger type into observers of the function of a worker of 0.25 that declared it with
/// <c>legacy_trigger_type</c>.
/// Called under the lock of the registry of triggers.
/// </summary>
internal sealed class LegacyTriggers(EngineCore core, RegisteredFunction source) : ITriggerProvider
{
    /// <summary>Makes the trigger type that a function declares; null when it declares none.</summary>
    public static TriggerType? TypeOf(EngineCore core, RegisteredFunction function) => function.LegacyTriggerType is { } id
        ? new TriggerType(function.Namespace, id, function.Description ?? function.Id, null)
        {
            BuiltIn = new LegacyTriggers(core, function),
        }
        : null;

    /// <inheritdoc/>
    public string? Bind(RegisteredTrigger trigger)
    {
        if (trigger.Owner is not { } owner)
        {
            return $"bindings of the type {trigger.Type} end with their worker; this one has none";
        }

        var target = (trigger.TargetNamespace, trigger.FunctionId);
        var request = new ObserveRequest(trigger.Id, (source.Namespace, source.Id), target, Filters.Filter.All)
        {
            Text = CanonicalJson.Text(trigger.Config),
            Deliver = "input",
            Metadata = trigger.Metadata,
            Legacy = (trigger.Type, trigger.Config),
        };
        return core.Observers.Observe(owner, request)?.Message;
    }

    /// <inheritdoc/>
    public void Unbind(RegisteredTrigger trigger) => core.Observers.EndLegacy(trigger.Id);

    /// <summary>Tells the owner of a binding that its provider has rejected it.</summary>
    public static void OnObserverChanged(ObserverChange change)
    {
        if (change is { Request.Legacy: { } legacy, State: ObserverState.Error, Reason: { } reason, Owner: { } owner })
        {
            var error = reason.ToOutcome().Error!.Value;
            _ = owner.SendAsync(new TriggerResultFrame(change.Request.Id, legacy.Type, change.Request.Target.Id, error).Write());
        }
    }
}
