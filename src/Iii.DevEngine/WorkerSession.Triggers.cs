using System.Text.Json;
using Iii.DevEngine.Modules;

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

        var space = frame.Text("namespace") ?? EngineCore.DefaultNamespace;
        var isPrivate = core.Functions.TryGetValue((space, functionId), out var function) && EngineCore.PrivacyRefusal(function, new BuiltInCall(Payload.Null, worker)) is not null;
        var (code, problem) = isPrivate || !worker.Access.Allows(space, functionId)
            ? ("FORBIDDEN", $"function '{functionId}' not allowed in namespace '{space}'")
            : Bind(new RegisteredTrigger(id, type, functionId, config, space, worker)
            {
                Metadata = frame.Json("metadata"),
                ProviderNamespace = frame.Text("trigger_namespace"),
            });
        if (problem is not null)
        {
            var error = Outcome.Failed(code, problem).Error!.Value;
            _ = worker.AnswerAsync(new TriggerResultFrame(id, type, functionId, error).Write());
        }
    }

    private static bool IsBlank(JsonElement frame, string name) => frame.Text(name) is { } space && string.IsNullOrWhiteSpace(space);

    /// <summary>Before anybody is asked about the binding.</summary>
    private Task RefuseBlankAsync(JsonElement frame)
    {
        var field = IsBlank(frame, "namespace") ? "namespace" : "trigger_namespace";
        var error = Outcome.Failed("INVALID_NAMESPACE", $"`{field}` is empty: it was named and left blank. Give it a name, or omit it to use `default`.").Error!.Value;
        return worker.AnswerAsync(new TriggerResultFrame(frame.Text("id")!, frame.Text("trigger_type")!, frame.Text("function_id")!, error).Write());
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
