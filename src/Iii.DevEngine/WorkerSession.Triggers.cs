using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Bindings of the worker, and what it says of those that it provides for.</summary>
internal sealed partial class WorkerSession
{
    private void AddTrigger(JsonElement frame, string id)
    {
        if (frame.Text("trigger_type") is not { } type || frame.Text("function_id") is not { } functionId || !frame.TryGetProperty("config", out var config))
        {
            return;
        }

        var target = frame.Text("namespace");
        var provider = frame.Text("trigger_namespace");
        var blank = target is not null && string.IsNullOrWhiteSpace(target) ? "namespace" : provider is not null && string.IsNullOrWhiteSpace(provider) ? "trigger_namespace" : null;
        var space = target ?? EngineCore.DefaultNamespace;
        var (code, problem) = blank is not null
            ? ("INVALID_NAMESPACE", $"`{blank}` is empty: it was named and left blank. Give it a name, or omit it to use `default`.")
            : !worker.Access.Allows(space, functionId)
            ? ("FORBIDDEN", $"function '{functionId}' not allowed in namespace '{space}'")
            : Bind(new RegisteredTrigger(id, type, functionId, config, space, worker)
            {
                Metadata = frame.Json("metadata"),
                ProviderNamespace = provider,
            });
        if (problem is not null)
        {
            var error = Outcome.Failed(code, problem).Error!.Value;
            _ = worker.AnswerAsync(new TriggerResultFrame(id, type, functionId, error).Write());
        }
    }

    private (string Code, string? Problem) Bind(RegisteredTrigger trigger) =>
        core.Options.Faults?.RejectTrigger(trigger) is { } fault ? fault : ("trigger_registration_failed", core.Triggers.Add(trigger));

    private async Task TriggerResultAsync(JsonElement frame)
    {
        if (frame.Text("id") is not { } id || core.Triggers.Answer(id, worker, frame.Json("error")))
        {
            return;
        }

        if (frame.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object
            && core.Triggers.Park(id, worker) is { Owner: { } owner } trigger)
        {
            await owner.SendAsync(new TriggerResultFrame(id, trigger.Type, trigger.FunctionId, error).Write()).ConfigureAwait(false);
        }
    }
}
