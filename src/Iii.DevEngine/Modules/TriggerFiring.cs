using System.Text.Json;
using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Modules;

/// <summary>What happens when a trigger of the engine fires: its condition is asked, then its function called.</summary>
internal static class TriggerFiring
{
    /// <summary>Asks the condition of a binding, if it has one.</summary>
    /// <returns>Null when the function is to be called; else what the condition answered: an error, or <c>false</c>.</returns>
    public static async ValueTask<Outcome?> RefusalAsync(this EngineCore core, RegisteredTrigger trigger, JsonElement payload, CancellationToken cancellationToken)
    {
        if (trigger.ConditionFunctionId is not { } condition)
        {
            return null;
        }

        var verdict = await core.InvokeAsync(trigger.TargetNamespace, condition, payload, origin: InvocationOrigin.Of(InvocationKind.Condition, trigger), cancellationToken: cancellationToken).ConfigureAwait(false);

        // Only `false` itself says no: null, nothing, 0 and "" let the event pass.
        return verdict.IsError || verdict.Result is { ValueKind: JsonValueKind.False } ? verdict : null;
    }

    /// <summary>Asks the condition and calls the function.</summary>
    /// <returns>How the function ended; the condition's answer when it refused.</returns>
    public static async ValueTask<Outcome> FireAsync(this EngineCore core, RegisteredTrigger trigger, JsonElement payload, CancellationToken cancellationToken) =>
        await core.RefusalAsync(trigger, payload, cancellationToken).ConfigureAwait(false) is { } refusal
            ? refusal
            : await core.InvokeAsync(trigger.TargetNamespace, trigger.FunctionId, payload, metadata: trigger.Metadata, origin: InvocationOrigin.Of(InvocationKind.Trigger, trigger), cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Fires beside what runs now; nobody waits for the end, and an error is only logged.</summary>
    public static void FireInBackground(this EngineCore core, RegisteredTrigger trigger, JsonElement payload) =>
        core.Background.Run(async cancellationToken =>
        {
            var outcome = await core.FireAsync(trigger, payload, cancellationToken).ConfigureAwait(false);
            core.LogFailure(trigger, outcome);
        });

    /// <summary>Calls the function of a binding beside what runs now, with neither its condition nor its metadata.</summary>
    public static void DeliverInBackground(this EngineCore core, RegisteredTrigger trigger, JsonElement payload) =>
        core.Background.Run(async cancellationToken =>
            core.LogFailure(trigger, await core.InvokeAsync(trigger.TargetNamespace, trigger.FunctionId, payload, origin: InvocationOrigin.Of(InvocationKind.Trigger, trigger), cancellationToken: cancellationToken).ConfigureAwait(false)));

    /// <summary>Fires bindings one after the other, beside what runs now.</summary>
    public static void FireInSequence(this EngineCore core, IReadOnlyList<RegisteredTrigger> triggers, JsonElement payload)
    {
        if (triggers.Count == 0)
        {
            return;
        }

        core.Background.Run(async cancellationToken =>
        {
            foreach (var trigger in triggers)
            {
                core.LogFailure(trigger, await core.FireAsync(trigger, payload, cancellationToken).ConfigureAwait(false));
            }
        });
    }

    /// <summary>Logs that a function failed to which nobody listens.</summary>
    public static void LogFailure(this EngineCore core, RegisteredTrigger trigger, Outcome outcome)
    {
        if (outcome.IsError)
        {
            EngineLog.TriggerFailed(core.Logger, trigger.Type, trigger.FunctionId, outcome.ErrorCode);
        }
    }
}
