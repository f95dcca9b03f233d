using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>A frame of a worker: its type, and what it consists of where it is a call or an answer. What is absent, or of another type than it should be, is null.</summary>
internal sealed class WorkerFrame
{
    public string? Type { get; private set; }

    public string? FunctionId { get; private set; }

    /// <summary>The id of the invocation; null when the frame names none.</summary>
    public Guid? InvocationId { get; private set; }

    /// <summary>The frame names an id of the invocation that is none.</summary>
    public bool HasInvalidId { get; private set; }

    /// <summary>What the function is called with, <c>null</c> too.</summary>
    public Payload? Data { get; private set; }

    public Payload? Result { get; private set; }

    public Payload? Error { get; private set; }

    public Payload? Action { get; private set; }

    public Payload? Metadata { get; private set; }

    public string? Namespace { get; private set; }

    public string? TraceParent { get; private set; }

    public string? Baggage { get; private set; }

    /// <summary>Reads a message, of doubled fields the last.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static WorkerFrame Read(ReadOnlySpan<byte> message)
    {
        CanonicalJson.CheckText(message);
        var frame = new WorkerFrame();
        var reader = new Utf8JsonReader(message, CanonicalJson.Strict);
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                frame.ReadField(message, ref reader);
            }
        }
        else
        {
            reader.Skip();
        }

        // Another value, if there is one, is an error.
        reader.Read();
        return frame;
    }

    private void ReadField(ReadOnlySpan<byte> message, ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            ReadType(ref reader);
        }
        else if (reader.ValueTextEquals("invocation_id"u8))
        {
            ReadInvocationId(ref reader);
        }
        else if (reader.ValueTextEquals("function_id"u8))
        {
            FunctionId = Text(ref reader);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            Data = Json(message, ref reader);
        }
        else if (reader.ValueTextEquals("result"u8))
        {
            Result = JsonOrNull(message, ref reader);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            Error = JsonOrNull(message, ref reader);
        }
        else if (reader.ValueTextEquals("action"u8))
        {
            Action = JsonOrNull(message, ref reader);
        }
        else if (reader.ValueTextEquals("metadata"u8))
        {
            Metadata = JsonOrNull(message, ref reader);
        }
        else if (reader.ValueTextEquals("namespace"u8))
        {
            Namespace = Text(ref reader);
        }
        else if (reader.ValueTextEquals("traceparent"u8))
        {
            TraceParent = Text(ref reader);
        }
        else if (reader.ValueTextEquals("baggage"u8))
        {
            Baggage = Text(ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadType(ref Utf8JsonReader reader)
    {
        reader.Read();

        // The two that come with every call are not made anew for each.
        Type = reader.TokenType is not JsonTokenType.String ? null
            : reader.ValueTextEquals("invokefunction"u8) ? "invokefunction"
            : reader.ValueTextEquals("invocationresult"u8) ? "invocationresult"
            : reader.GetString();
        reader.Skip();
    }

    private void ReadInvocationId(ref Utf8JsonReader reader)
    {
        reader.Read();
        InvocationId = null;
        HasInvalidId = reader.TokenType is not JsonTokenType.Null;
        if (reader.TokenType is JsonTokenType.String && (reader.TryGetGuid(out var id) || WireUuid.TryParse(reader.GetString(), out id)))
        {
            InvocationId = id;
            HasInvalidId = false;
        }

        reader.Skip();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return text;
    }

    private static Payload? JsonOrNull(ReadOnlySpan<byte> message, ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.Null ? null : ValueAt(message, ref reader);
    }

    private static Payload Json(ReadOnlySpan<byte> message, ref Utf8JsonReader reader)
    {
        reader.Read();
        return ValueAt(message, ref reader);
    }

    private static Payload ValueAt(ReadOnlySpan<byte> message, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new Payload(message[start..(int)reader.BytesConsumed]);
    }
}
