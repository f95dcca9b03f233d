using System.Globalization;
using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine;

/// <summary>Calls of the worker, and its answers to the calls of others.</summary>
internal sealed partial class WorkerSession
{
    private async Task InvokeAsync(WorkerFrame frame, int length)
    {
        var isCounted = worker.OpenCalls.TryAdd(length);
        try
        {
            var (functionId, data) = (frame.FunctionId, frame.Data);
            var space = frame.Namespace ?? EngineCore.DefaultNamespace;
            var answerId = frame.IsVoid ? null : frame.InvocationId;
            var (traceParent, baggage) = (frame.TraceParent, frame.Baggage);
            Outcome outcome;
            if (!isCounted)
            {
                outcome = Refusal(functionId, answerId);
            }
            else if (core.Observers.IsEnabled && frame.Observe?.ThroughObserver is { } observer)
            {
                outcome = frame.Queue is null
                    ? await CallThroughAsync(observer, frame).ConfigureAwait(false)
                    : Outcome.Failed(ObserveCodes.InvalidArgs, "a call through an observer cannot be enqueued");
            }
            else if (string.IsNullOrWhiteSpace(space))
            {
                // Whoever gave an id is answered, and not told the trace.
                answerId = frame.InvocationId;
                (traceParent, baggage) = (null, null);
                outcome = Outcome.Failed("INVALID_NAMESPACE", "`namespace` is empty: it was named and left blank. Give it a name, or omit it to use `default`.");
            }
            else if ((worker.Access.Refusal(space, functionId) ?? NamespaceRefusal(functionId, data)) is { } refusal)
            {
                // It is said to those too who do not wait for an answer.
                outcome = refusal;
                answerId = frame.InvocationId ?? Guid.NewGuid();
            }
            else if (functionId == "engine::workers::register" && space == EngineCore.DefaultNamespace)
            {
                outcome = await RegisterWorkerAsync(data.Element).ConfigureAwait(false);
            }
            else if (worker.Access.IsIntercepted(space, functionId))
            {
                outcome = await InterceptAsync(frame, space, functionId, data.Element).ConfigureAwait(false);
                answerId = frame.InvocationId ?? Guid.NewGuid();
            }
            else if (frame.Queue is { } queue)
            {
                outcome = await EnqueueAsync(queue, functionId, data.Element, space, frame.TraceParent, frame.Baggage).ConfigureAwait(false);
            }
            else
            {
                var kind = answerId is null ? InvocationKind.Send : InvocationKind.Call;
                outcome = await core.InvokeAsync(space, functionId, data, worker, answerId, frame.Metadata?.Element, frame.TraceParent, frame.Baggage, fromWorker: true, origin: new(kind), context: Context(frame)).ConfigureAwait(false);
            }

            if (answerId is { } id)
            {
                await worker.AnswerAsync(new ResultFrame(id, functionId, outcome, traceParent, baggage).Write()).ConfigureAwait(false);
            }
        }
        finally
        {
            if (isCounted)
            {
                worker.OpenCalls.Remove(length);
            }

            core.Options.Activity?.End();
        }
    }

    /// <summary>Gets what a call carries on of observers, if the engine knows them.</summary>
    private CallContext? Context(WorkerFrame frame) => core.Observers.IsEnabled ? frame.Observe?.Context : null;

    private Task<Outcome> CallThroughAsync(string observer, WorkerFrame frame)
    {
        var kind = frame.IsVoid || frame.InvocationId is null ? InvocationKind.Send : InvocationKind.Call;
        return core.Observers.CallThroughAsync(observer, new BuiltInCall(frame.Data, worker, null, frame.TraceParent, frame.Baggage, Context(frame)), kind);
    }

    /// <summary>Why a worker may not be of the namespace that it names; null when it may, or when it names none here.</summary>
    private Outcome? NamespaceRefusal(string functionId, Payload data) =>
        functionId == "engine::workers::register" ? worker.Access.NamespaceRefusal(data.Element.Text("namespace")) : null;

    /// <summary>What is said of a call that is one too many; the log says it where nobody waits for an answer.</summary>
    private Outcome Refusal(string functionId, Guid? answerId)
    {
        if (answerId is null)
        {
            EngineLog.TooManyCalls(logger, functionId, worker.Label);
        }

        return Outcome.Failed(
            "too_many_calls",
            string.Create(CultureInfo.InvariantCulture, $"{core.Options.Limits.OpenCallBytes:N0} bytes of calls of this worker are under way. Wait until some have ended, or see which function does not answer them."));
    }

    /// <summary>Calls the middleware of the port instead; it calls the function itself, or does not.</summary>
    private Task<Outcome> InterceptAsync(WorkerFrame frame, string space, string functionId, JsonElement data)
    {
        var input = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            WriteAction(writer, frame);
            writer.WriteField("context", worker.Access.Grants.Context);
            writer.WriteString("function_id", functionId);
            writer.WriteString("namespace", space);
            writer.WriteField("payload", data);
            writer.WriteEndObject();
        });

        // The middleware makes the call itself: it is as deep as it would be without it.
        var context = Context(frame) is { Depth: > 0 and var depth } ? new CallContext(null, depth) : null;
        return core.InvokeAsync(
            space, worker.Access.Middleware!, input, metadata: frame.Metadata?.Element, origin: new(InvocationKind.Middleware, "worker"), context: context);
    }

    private static void WriteAction(Utf8JsonWriter writer, WorkerFrame frame)
    {
        writer.WritePropertyName("action");
        if (!frame.IsVoid && frame.Queue is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteOptional("queue", frame.Queue);
        writer.WriteString("type", frame.IsVoid ? "void" : "enqueue");
        writer.WriteEndObject();
    }

    private async Task<Outcome> EnqueueAsync(string queue, string functionId, JsonElement data, string space, string? traceParent, string? baggage)
    {
        if (core.Functions.TryGetValue((space, functionId), out var function) && EngineCore.PrivacyRefusal(function, new BuiltInCall(Payload.Null, worker)) is { } refusal)
        {
            return refusal;
        }

        var receipt = Guid.NewGuid().ToString();
        var request = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("queue", queue);
            writer.WriteString("function_id", functionId);
            writer.WritePropertyName("data");
            CanonicalJson.Write(writer, data);
            writer.WriteString("messageReceiptId", receipt);
            writer.WriteString("traceparent", traceParent);
            writer.WriteString("baggage", InvocationFrame.BaggageOf(baggage, functionId));
            if (space != EngineCore.DefaultNamespace)
            {
                writer.WriteString("namespace", space);
            }

            writer.WriteEndObject();
        });
        var outcome = await core.InvokeAsync(EngineCore.DefaultNamespace, "engine::queue::enqueue", request, origin: new(InvocationKind.Enqueue, "queue", queue)).ConfigureAwait(false);
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
}
