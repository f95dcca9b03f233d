using Iii.Generated;

namespace Iii.Protocol;

/// <summary>Writes the frames that a worker sends. Slices of a message go out as they came in: they are JSON text already.</summary>
internal static class FrameWriter
{
    public static void Pong(JsonOutput output) => output.WriteRaw("""{"type":"pong"}"""u8);

    public static void Reattach(JsonOutput output, string previousWorkerId, string? token)
    {
        Begin(output, "reattach"u8);
        Text(output, "\"previous_worker_id\":"u8, previousWorkerId);
        OptionalText(output, "\"reattach_token\":"u8, token);
        End(output);
    }

    public static void RegisterFunction(JsonOutput output, FunctionDefinition function)
    {
        Begin(output, "registerfunction"u8);
        Text(output, "\"id\":"u8, function.Id);
        OptionalText(output, "\"description\":"u8, function.Description);
        OptionalJson(output, "\"request_format\":"u8, function.RequestSchema);
        OptionalJson(output, "\"response_format\":"u8, function.ResponseSchema);
        OptionalJson(output, "\"metadata\":"u8, function.Metadata);
        OptionalJson(output, "\"invocation\":"u8, function.HttpInvocation);
        End(output);
    }

    public static void UnregisterFunction(JsonOutput output, string id)
    {
        Begin(output, "unregisterfunction"u8);
        Text(output, "\"id\":"u8, id);
        End(output);
    }

    public static void RegisterTrigger(
        JsonOutput output, string id, string type, string functionId, string config, ReadOnlySpan<byte> metadata, string? functionNamespace, string? typeNamespace)
    {
        Begin(output, "registertrigger"u8);
        Text(output, "\"id\":"u8, id);
        Text(output, "\"trigger_type\":"u8, type);
        Text(output, "\"function_id\":"u8, functionId);
        output.WriteName("\"config\":"u8);
        RawText(output, config);
        OptionalJson(output, "\"metadata\":"u8, metadata);
        OptionalText(output, "\"namespace\":"u8, functionNamespace);
        OptionalText(output, "\"trigger_namespace\":"u8, typeNamespace);
        End(output);
    }

    public static void UnregisterTrigger(JsonOutput output, string id, string type)
    {
        Begin(output, "unregistertrigger"u8);
        Text(output, "\"id\":"u8, id);
        Text(output, "\"trigger_type\":"u8, type);
        End(output);
    }

    /// <summary>The head of a call up to <c>"data":</c>; the caller writes the payload and then <see cref="EndCall"/>.</summary>
    public static void BeginCall(JsonOutput output, Guid? invocationId, string functionId)
    {
        Begin(output, "invokefunction"u8);
        if (invocationId is { } id)
        {
            output.WriteName("\"invocation_id\":"u8);
            output.WriteRaw((byte)'"');
            id.TryFormat(output.GetSpan(36), out var written);
            output.Advance(written);
            output.WriteRaw((byte)'"');
        }

        Text(output, "\"function_id\":"u8, functionId);
        output.WriteRaw(",\"data\":"u8);
    }

    /// <summary>What follows a call's payload.</summary>
    /// <param name="isVoid">Nobody waits for an answer.</param>
    /// <param name="queue">The queue that the call is put into; null for a call that goes straight to the function.</param>
    /// <param name="caller">The handler that makes the call; null for none, or when the engine does not take it.</param>
    /// <param name="observeDepth">How many observers in a row have caused the call.</param>
    public static void EndCall(
        JsonOutput output,
        bool isVoid,
        string? queue,
        string? callNamespace,
        ReadOnlySpan<byte> metadata,
        string? traceParent,
        string? baggage,
        Caller? caller = null,
        long observeDepth = 0)
    {
        if (queue is not null)
        {
            output.WriteRaw(",\"action\":{\"type\":\"enqueue\",\"queue\":"u8);
            output.WriteString(queue);
            End(output);
        }
        else if (isVoid)
        {
            output.WriteRaw(",\"action\":{\"type\":\"void\"}"u8);
        }

        OptionalText(output, "\"traceparent\":"u8, traceParent);
        OptionalText(output, "\"baggage\":"u8, baggage);
        OptionalText(output, "\"namespace\":"u8, callNamespace);
        OptionalJson(output, "\"metadata\":"u8, metadata);
        if (caller is not null)
        {
            output.WriteName("\"caller\":"u8);
            CallerJson.Write(output, caller);
        }

        if (observeDepth > 0)
        {
            output.WriteName("\"observe_depth\":"u8);
            output.WriteNumber(observeDepth);
        }

        End(output);
    }

    /// <summary>The head of an answer: everything but the result or the error. Ids are JSON text without quotes.</summary>
    public static void BeginAnswer(JsonOutput output, ReadOnlySpan<byte> invocationId, ReadOnlySpan<byte> functionId)
    {
        output.WriteRaw("{\"type\":\"invocationresult\",\"invocation_id\":\""u8);
        output.WriteRaw(invocationId);
        output.WriteRaw("\",\"function_id\":\""u8);
        output.WriteRaw(functionId);
        output.WriteRaw((byte)'"');
    }

    /// <summary>The error of an answer or a binding, after its other fields.</summary>
    public static void ErrorField(JsonOutput output, string code, string message, string? stackTrace)
    {
        output.WriteRaw(",\"error\":{\"code\":"u8);
        output.WriteString(code);
        output.WriteRaw(",\"message\":"u8);
        output.WriteString(message);
        if (stackTrace is not null)
        {
            output.WriteRaw(",\"stacktrace\":"u8);
            output.WriteString(stackTrace);
        }

        End(output);
    }

    /// <summary>What follows an answer's result or error: the trace, which is the call's own where it has one, else as it came with the call.</summary>
    public static void EndAnswer(JsonOutput output, string? ownTraceParent, Slice traceParent, Slice baggage, ReadOnlySpan<byte> message)
    {
        if (ownTraceParent is not null)
        {
            Text(output, "\"traceparent\":"u8, ownTraceParent);
        }
        else if (traceParent.IsPresent)
        {
            output.WriteName("\"traceparent\":"u8);
            output.WriteRaw(traceParent.JsonOf(message));
        }

        if (baggage.IsPresent)
        {
            output.WriteName("\"baggage\":"u8);
            output.WriteRaw(baggage.JsonOf(message));
        }

        End(output);
    }

    public static void RegisterTriggerType(JsonOutput output, string id, string description, ReadOnlySpan<byte> configSchema, ReadOnlySpan<byte> payloadSchema, string? typeNamespace)
    {
        Begin(output, "registertriggertype"u8);
        Text(output, "\"id\":"u8, id);
        Text(output, "\"description\":"u8, description);
        OptionalJson(output, "\"trigger_request_format\":"u8, configSchema);
        OptionalJson(output, "\"call_request_format\":"u8, payloadSchema);
        OptionalText(output, "\"namespace\":"u8, typeNamespace);
        End(output);
    }

    public static void UnregisterTriggerType(JsonOutput output, string id)
    {
        Begin(output, "unregistertriggertype"u8);
        Text(output, "\"id\":"u8, id);
        End(output);
    }

    public static void RegisterService(JsonOutput output, string id, string name, string? description, string? parentId)
    {
        Begin(output, "registerservice"u8);
        Text(output, "\"id\":"u8, id);
        Text(output, "\"name\":"u8, name);
        OptionalText(output, "\"description\":"u8, description);
        OptionalText(output, "\"parent_service_id\":"u8, parentId);
        End(output);
    }

    public static void TriggerRegistered(JsonOutput output, string id, string type, string functionId)
    {
        Begin(output, "triggerregistrationresult"u8);
        Text(output, "\"id\":"u8, id);
        Text(output, "\"trigger_type\":"u8, type);
        Text(output, "\"function_id\":"u8, functionId);
        End(output);
    }

    public static void TriggerRegistrationFailed(JsonOutput output, string id, string type, string functionId, string code, string message)
    {
        Begin(output, "triggerregistrationresult"u8);
        Text(output, "\"id\":"u8, id);
        Text(output, "\"trigger_type\":"u8, type);
        Text(output, "\"function_id\":"u8, functionId);
        ErrorField(output, code, message, stackTrace: null);
        End(output);
    }

    private static void Begin(JsonOutput output, ReadOnlySpan<byte> type)
    {
        // Not as an object of the output's: what it holds may be as deep as if it stood alone.
        output.WriteRaw("{\"type\":\""u8);
        output.WriteRaw(type);
        output.WriteRaw((byte)'"');
    }

    private static void End(JsonOutput output) => output.WriteRaw((byte)'}');

    private static void Text(JsonOutput output, ReadOnlySpan<byte> name, string value)
    {
        output.WriteName(name);
        output.WriteString(value);
    }

    private static void OptionalText(JsonOutput output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Text(output, name, value);
        }
    }

    private static void OptionalJson(JsonOutput output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        if (!json.IsEmpty)
        {
            output.WriteName(name);
            output.WriteRaw(json);
        }
    }

    private static void RawText(JsonOutput output, string json)
    {
        var span = output.GetSpan(System.Text.Encoding.UTF8.GetMaxByteCount(json.Length));
        output.Advance(System.Text.Encoding.UTF8.GetBytes(json, span));
    }
}
