using System.Globalization;
using System.Text.Json;
using Iii.DevEngine.Invocations;

namespace Iii.DevEngine;

/// <summary>Calls of the worker, and its answers to the calls of others.</summary>
internal sealed partial class WorkerSession
{
    private async Task InvokeWithinLimitAsync(JsonElement frame, string functionId, JsonElement data, int length)
    {
        try
        {
            if (!worker.OpenCalls.TryAdd(length))
            {
                await RefuseAsync(frame, functionId).ConfigureAwait(false);
                return;
            }

            try
            {
                await InvokeAsync(frame, functionId, data).ConfigureAwait(false);
            }
            finally
            {
                worker.OpenCalls.Remove(length);
            }
        }
        finally
        {
            core.Options.Activity?.End();
        }
    }

    private async ValueTask RefuseAsync(JsonElement frame, string functionId)
    {
        if (!WireUuid.TryNormalize(Text(frame, "invocation_id"), out var id) || Json(frame, "action")?.Text("type") == "void")
        {
            EngineLog.TooManyCalls(logger, functionId, worker.Label);
            return;
        }

        var refusal = Outcome.Failed(
            "too_many_calls",
            string.Create(CultureInfo.InvariantCulture, $"{core.Options.Limits.OpenCallBytes:N0} bytes of calls of this worker are under way. Wait until some have ended, or see which function does not answer them."));
        await worker.AnswerAsync(writer => WriteResult(writer, id, functionId, refusal, Text(frame, "traceparent"), Text(frame, "baggage"))).ConfigureAwait(false);
    }

    private async Task InvokeAsync(JsonElement frame, string functionId, JsonElement data)
    {
        string? id = null;
        if (Json(frame, "invocation_id") is { } named && !(named.ValueKind is JsonValueKind.String && WireUuid.TryNormalize(named.GetString(), out id)))
        {
            EngineLog.Ignored(logger, "invokefunction");
            return;
        }

        var action = frame.TryGetProperty("action", out var a) && a.ValueKind is JsonValueKind.Object ? Text(a, "type") : null;
        var isVoid = id is null || action == "void";
        var space = Text(frame, "namespace") ?? EngineCore.DefaultNamespace;
        var traceParent = Text(frame, "traceparent");
        var baggage = Text(frame, "baggage");
        Outcome outcome;
        if (string.IsNullOrWhiteSpace(space))
        {
            outcome = Outcome.Failed("INVALID_NAMESPACE", "`namespace` is empty: it was named and left blank. Give it a name, or omit it to use `default`.");
        }
        else if (worker.Access.Refusal(space, functionId) is { } refusal)
        {
            // It is said to those too who do not wait for an answer.
            outcome = refusal;
            id ??= Guid.NewGuid().ToString();
            isVoid = false;
        }
        else if (functionId == "engine::workers::register" && space == EngineCore.DefaultNamespace)
        {
            outcome = await RegisterWorkerAsync(data).ConfigureAwait(false);
        }
        else if (worker.Access.IsIntercepted(space, functionId))
        {
            outcome = await InterceptAsync(frame, space, functionId, data).ConfigureAwait(false);
            id ??= Guid.NewGuid().ToString();
            isVoid = false;
        }
        else if (action == "enqueue")
        {
            outcome = await EnqueueAsync(a, functionId, data, space, traceParent, baggage).ConfigureAwait(false);
        }
        else
        {
            var metadata = frame.TryGetProperty("metadata", out var m) && m.ValueKind is not JsonValueKind.Null ? m : (JsonElement?)null;
            outcome = await core.InvokeAsync(space, functionId, data, worker, isVoid ? null : id, metadata, traceParent, baggage, fromWorker: true, origin: new(isVoid ? InvocationKind.Send : InvocationKind.Call)).ConfigureAwait(false);
        }

        if (!isVoid)
        {
            await worker.AnswerAsync(writer => WriteResult(writer, id!, functionId, outcome, traceParent, baggage)).ConfigureAwait(false);
        }
    }

    /// <summary>Calls the middleware of the port instead; it calls the function itself, or does not.</summary>
    private Task<Outcome> InterceptAsync(JsonElement frame, string space, string functionId, JsonElement data)
    {
        var input = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteField("action", Json(frame, "action"));
            writer.WriteField("context", worker.Access.Grants.Context);
            writer.WriteString("function_id", functionId);
            writer.WriteString("namespace", space);
            writer.WriteField("payload", data);
            writer.WriteEndObject();
        });
        return core.InvokeAsync(space, worker.Access.Middleware!, input, metadata: Json(frame, "metadata"), origin: new(InvocationKind.Middleware, "worker"));
    }

    private async Task<Outcome> EnqueueAsync(JsonElement action, string functionId, JsonElement data, string space, string? traceParent, string? baggage)
    {
        var receipt = Guid.NewGuid().ToString();
        var request = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("queue", Text(action, "queue"));
            writer.WriteString("function_id", functionId);
            writer.WritePropertyName("data");
            CanonicalJson.Write(writer, data);
            writer.WriteString("messageReceiptId", receipt);
            writer.WriteString("traceparent", traceParent);
            writer.WriteString("baggage", baggage ?? "");
            if (space != EngineCore.DefaultNamespace)
            {
                writer.WriteString("namespace", space);
            }

            writer.WriteEndObject();
        });
        var outcome = await core.InvokeAsync(EngineCore.DefaultNamespace, "engine::queue::enqueue", request, origin: new(InvocationKind.Enqueue, "queue", Text(action, "queue"))).ConfigureAwait(false);
        return outcome switch
        {
            { IsError: false } => Outcome.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("messageReceiptId", receipt);
                writer.WriteEndObject();
            }),
            { ErrorCode: "function_not_found" } => Outcome.Failed(
                "enqueue_error",
                "No queue provider is installed. `TriggerAction::Enqueue` routes through the `engine::queue::enqueue` provider, which the standalone queue worker registers. Add it with `iii worker add queue`. (underlying: " + outcome.ErrorMessage + ")"),
            _ => Outcome.Failed("enqueue_error", $"{outcome.ErrorCode}: {outcome.ErrorMessage}"),
        };
    }

    private void Complete(JsonElement frame, string id)
    {
        if (frame.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null)
        {
            if (error.ValueKind is JsonValueKind.Object && Text(error, "code") is not null && Text(error, "message") is not null)
            {
                core.Complete(id, new Outcome(null, error));
            }

            return;
        }

        core.Complete(id, Outcome.Of(frame.TryGetProperty("result", out var result) ? result : null));
    }

    private static void WriteResult(Utf8JsonWriter writer, string id, string functionId, Outcome outcome, string? traceParent, string? baggage)
    {
        writer.WriteString("type", "invocationresult");
        writer.WriteString("invocation_id", id);
        writer.WriteString("function_id", functionId);
        if (outcome.Error is { } error)
        {
            writer.WritePropertyName("error");
            error.WriteTo(writer);
        }
        else if (outcome.Result is { } result)
        {
            writer.WritePropertyName("result");
            CanonicalJson.Write(writer, result);
        }

        if (traceParent is not null)
        {
            writer.WriteString("traceparent", traceParent);
        }

        if (baggage is not null)
        {
            writer.WriteString("baggage", baggage);
        }
    }
}
