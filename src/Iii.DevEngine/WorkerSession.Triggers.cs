using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Bindings of the worker, and what it says of those that it provides for.</summary>
internal sealed partial class WorkerSession
{
    private void AddTrigger(JsonElement frame, string id)
    {
        if (Text(frame, "trigger_type") is not { } type || Text(frame, "function_id") is not { } functionId || !frame.TryGetProperty("config", out var config))
        {
            return;
        }

        var target = Text(frame, "namespace");
        var provider = Text(frame, "trigger_namespace");
        var blank = target is not null && string.IsNullOrWhiteSpace(target) ? "namespace" : provider is not null && string.IsNullOrWhiteSpace(provider) ? "trigger_namespace" : null;
        var space = target ?? EngineCore.DefaultNamespace;
        var (code, problem) = blank is not null
            ? ("INVALID_NAMESPACE", $"`{blank}` is empty: it was named and left blank. Give it a name, or omit it to use `default`.")
            : !worker.Access.Allows(space, functionId)
            ? ("FORBIDDEN", $"function '{functionId}' not allowed in namespace '{space}'")
            : Bind(new RegisteredTrigger(id, type, functionId, config, space, worker)
            {
                Metadata = Json(frame, "metadata"),
                ProviderNamespace = provider,
            });
        if (problem is not null)
        {
            var error = Outcome.Failed(code, problem).Error!.Value;
            _ = worker.AnswerAsync(writer => WriteTriggerResult(writer, id, type, functionId, error));
        }
    }

    private (string Code, string? Problem) Bind(RegisteredTrigger trigger) =>
        core.Options.Faults?.RejectTrigger(trigger) is { } fault ? fault : ("trigger_registration_failed", core.Triggers.Add(trigger));

    private async Task TriggerResultAsync(JsonElement frame)
    {
        if (Text(frame, "id") is not { } id || core.Triggers.Answer(id, worker, Json(frame, "error")))
        {
            return;
        }

        if (frame.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object
            && core.Triggers.Park(id, worker) is { Owner: { } owner } trigger)
        {
            await owner.SendAsync(writer => WriteTriggerResult(writer, id, trigger.Type, trigger.FunctionId, error)).ConfigureAwait(false);
        }
    }

    private static void WriteTriggerResult(Utf8JsonWriter writer, string id, string type, string functionId, JsonElement error)
    {
        writer.WriteString("type", "triggerregistrationresult");
        writer.WriteString("id", id);
        writer.WriteString("trigger_type", type);
        writer.WriteString("function_id", functionId);
        writer.WritePropertyName("error");
        error.WriteTo(writer);
    }
}
