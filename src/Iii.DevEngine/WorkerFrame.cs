using System.Text.Json;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine;

/// <summary>A frame of a worker: its type, and what it consists of where it is a call or an answer. What is absent is null.</summary>
internal sealed class WorkerFrame
{
    private const Field FieldsOfAll = Field.Type;
    private const Field FieldsOfCall = FieldsOfAll | Field.InvocationId | Field.FunctionId | Field.Data | Field.Action | Field.Metadata | Field.Namespace | Field.TraceParent | Field.Baggage;
    private const Field FieldsOfAnswer = FieldsOfAll | Field.InvocationId | Field.FunctionId | Field.Result | Field.Error | Field.TraceParent | Field.Baggage;

    private Field _seen;
    private List<(Field Field, string Text)>? _problems;

    public string? Type { get; private set; }

    /// <summary>What is wrong with it as a call or as an answer; null when nothing is. It says nothing of the payload.</summary>
    public string? Problem { get; private set; }

    public string FunctionId { get; private set; } = "";

    /// <summary>The id of the invocation; null when the frame names none.</summary>
    public Guid? InvocationId { get; private set; }

    /// <summary>What the function is called with, <c>null</c> too.</summary>
    public Payload Data { get; private set; } = Payload.Null;

    /// <summary>The result, <c>null</c> too; null when the frame has none.</summary>
    public Payload? Result { get; private set; }

    public Payload? Error { get; private set; }

    /// <summary>What is done instead of waiting for the answer.</summary>
    public Payload? Action { get; private set; }

    /// <summary>Nobody waits for the answer.</summary>
    public bool IsVoid { get; private set; }

    /// <summary>The queue that takes the call; null when it is made at once.</summary>
    public string? Queue { get; private set; }

    public Payload? Metadata { get; private set; }

    public string? Namespace { get; private set; }

    public string? TraceParent { get; private set; }

    public string? Baggage { get; private set; }

    /// <summary>What observers add to it; null when there is nothing of that.</summary>
    public ObserveFields? Observe { get; private set; }

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static WorkerFrame Read(ReadOnlySpan<byte> message)
    {
        CanonicalJson.CheckText(message);
        var frame = new WorkerFrame();
        var reader = new Utf8JsonReader(message, CanonicalJson.Strict);
        CanonicalJson.Next(ref reader);
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            while (CanonicalJson.Next(ref reader) && reader.TokenType is JsonTokenType.PropertyName)
            {
                frame.ReadField(message, ref reader);
            }
        }
        else
        {
            CanonicalJson.Skip(ref reader);
        }

        // Another value, if there is one, is an error.
        CanonicalJson.Next(ref reader);
        frame.CheckFields();
        return frame;
    }

    private static Field FieldAt(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? Field.Type
        : reader.ValueTextEquals("invocation_id"u8) ? Field.InvocationId
        : reader.ValueTextEquals("function_id"u8) ? Field.FunctionId
        : reader.ValueTextEquals("data"u8) ? Field.Data
        : reader.ValueTextEquals("result"u8) ? Field.Result
        : reader.ValueTextEquals("error"u8) ? Field.Error
        : reader.ValueTextEquals("action"u8) ? Field.Action
        : reader.ValueTextEquals("metadata"u8) ? Field.Metadata
        : reader.ValueTextEquals("namespace"u8) ? Field.Namespace
        : reader.ValueTextEquals("traceparent"u8) ? Field.TraceParent
        : reader.ValueTextEquals("baggage"u8) ? Field.Baggage
        : reader.ValueTextEquals("caller"u8) ? Field.Caller
        : reader.ValueTextEquals("observe_depth"u8) ? Field.ObserveDepth
        : reader.ValueTextEquals("activation"u8) ? Field.Activation
        : reader.ValueTextEquals("matched"u8) ? Field.Matched
        : reader.ValueTextEquals("delivered"u8) ? Field.Delivered
        : Field.Unknown;

    private void ReadField(ReadOnlySpan<byte> message, ref Utf8JsonReader reader)
    {
        var field = FieldAt(ref reader);
        if ((_seen & field) is not 0)
        {
            Add(field, $"'{reader.GetString()}' is there twice");
        }

        _seen |= field;
        CanonicalJson.Next(ref reader);
        switch (field)
        {
            case Field.Type:
                ReadType(ref reader);
                break;
            case Field.InvocationId:
                ReadInvocationId(ref reader);
                break;
            case Field.FunctionId:
                FunctionId = Text(ref reader, field, "function_id", isRequired: true) ?? "";
                break;
            case Field.Data:
                Data = ValueAt(message, ref reader);
                break;
            case Field.Result:
                Result = ValueOrNull(message, ref reader) ?? Payload.Null;
                break;
            case Field.Error:
                Error = ValueOrNull(message, ref reader);
                break;
            case Field.Action:
                Action = ValueOrNull(message, ref reader);
                break;
            case Field.Metadata:
                Metadata = ValueOrNull(message, ref reader);
                break;
            case Field.Namespace:
                Namespace = Text(ref reader, field, "namespace");
                break;
            case Field.TraceParent:
                TraceParent = Text(ref reader, field, "traceparent");
                break;
            case Field.Baggage:
                Baggage = Text(ref reader, field, "baggage");
                break;
            case Field.Caller or Field.ObserveDepth or Field.Activation or Field.Matched or Field.Delivered:
                ReadObserve(field, ValueAt(message, ref reader));
                break;
            default:
                CanonicalJson.Skip(ref reader);
                break;
        }
    }

    private void ReadObserve(Field field, Payload value)
    {
        Observe ??= new ObserveFields();
        switch (field)
        {
            case Field.Caller:
                Observe.ReadCaller(value.Element);
                break;
            case Field.ObserveDepth:
                Observe.ReadDepth(value.Element);
                break;
            case Field.Activation:
                Observe.ReadActivation(value.Element);
                break;
            case Field.Matched:
                Observe.ReadMatched(value.Element);
                break;
            case Field.Delivered:
                Observe.ReadDelivered(value.Element);
                break;
        }
    }

    private void ReadType(ref Utf8JsonReader reader)
    {
        // The two that come with every call are not made anew for each.
        Type = reader.TokenType is not JsonTokenType.String ? null
            : reader.ValueTextEquals("invokefunction"u8) ? "invokefunction"
            : reader.ValueTextEquals("invocationresult"u8) ? "invocationresult"
            : reader.GetString();
        CanonicalJson.Skip(ref reader);
    }

    private void ReadInvocationId(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String && (reader.TryGetGuid(out var id) || WireUuid.TryParse(reader.GetString(), out id)))
        {
            InvocationId = id;
        }
        else if (reader.TokenType is not JsonTokenType.Null)
        {
            Wrong(Field.InvocationId, "invocation_id", "a UUID");
        }

        CanonicalJson.Skip(ref reader);
    }

    private string? Text(ref Utf8JsonReader reader, Field field, string name, bool isRequired = false)
    {
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        if (text is null && (isRequired || reader.TokenType is not JsonTokenType.Null))
        {
            Wrong(field, name, "a text");
        }

        CanonicalJson.Skip(ref reader);
        return text;
    }

    private static Payload? ValueOrNull(ReadOnlySpan<byte> message, ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Null ? null : ValueAt(message, ref reader);

    private static Payload ValueAt(ReadOnlySpan<byte> message, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        CanonicalJson.Skip(ref reader);
        return new Payload(message[start..(int)reader.BytesConsumed]);
    }

    /// <summary>The type may come last: only then is it known which of the fields are its own. The others are ignored, whatever they hold.</summary>
    private void CheckFields()
    {
        var own = FieldsOfAll;
        if (Type is "invokefunction")
        {
            own = FieldsOfCall;
            Require(Field.FunctionId | Field.Data, "'function_id' or 'data' is missing");
            if (Action is not null)
            {
                ReadAction(Action.Element);
            }
        }
        else if (Type is "invocationresult")
        {
            own = FieldsOfAnswer;
            Require(Field.FunctionId | Field.InvocationId, "'function_id' or 'invocation_id' is missing", isNull: InvocationId is null);
            if (Error is not null && !FrameShapes.IsError(Error.Element))
            {
                Wrong(Field.Error, "error", "an object with the texts 'code' and 'message'");
            }
        }

        Problem = _problems?.Find(p => own.HasFlag(p.Field)).Text;
    }

    private void Require(Field fields, string problem, bool isNull = false)
    {
        if ((fields & ~_seen) is not 0 || isNull)
        {
            Add(Field.Type, problem);
        }
    }

    private void ReadAction(JsonElement action)
    {
        IsVoid = action.Text("type") is "void";
        Queue = action.Text("type") is "enqueue" && !action.HasTwice("queue") ? action.Text("queue") : null;
        if ((!IsVoid && Queue is null) || action.HasTwice("type"))
        {
            Wrong(Field.Action, "action", """{"type":"void"} or {"type":"enqueue","queue":"..."}""");
        }
    }

    private void Wrong(Field field, string name, string expected) => Add(field, $"'{name}' is not {expected}");

    private void Add(Field field, string problem) => (_problems ??= []).Add((field, problem));

    [Flags]
    private enum Field
    {
        Unknown = 0,
        Type = 1,
        InvocationId = 1 << 1,
        FunctionId = 1 << 2,
        Data = 1 << 3,
        Result = 1 << 4,
        Error = 1 << 5,
        Action = 1 << 6,
        Metadata = 1 << 7,
        Namespace = 1 << 8,
        TraceParent = 1 << 9,
        Baggage = 1 << 10,
        Caller = 1 << 11,
        ObserveDepth = 1 << 12,
        Activation = 1 << 13,
        Matched = 1 << 14,
        Delivered = 1 << 15,
    }
}
