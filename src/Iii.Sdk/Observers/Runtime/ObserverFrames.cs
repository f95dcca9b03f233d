using System.Globalization;
using System.Text;
using Iii.Generated;
using Iii.Protocol;

namespace Iii.Observers;

/// <summary>Writes the frames of observers that a worker sends.</summary>
internal static class ObserverFrames
{
    /// <summary>Writes the frame that creates an observer, or replays it.</summary>
    public static void Observe(JsonOutput output, ObserverRequest request)
    {
        Begin(output, "observe"u8);
        Text(output, "\"id\":"u8, request.Id);
        WriteSource(output, request);
        output.WriteName("\"target\":"u8);
        output.WriteRaw((byte)'{');
        Text(output, "\"function_id\":"u8, request.TargetFunctionId);
        OptionalText(output, "\"namespace\":"u8, request.TargetNamespace);
        output.WriteRaw((byte)'}');
        OptionalJson(output, "\"metadata\":"u8, request.Metadata);
        OptionalNumber(output, "\"max_fires\":"u8, request.MaxFires);
        OptionalNumber(output, "\"expires_in_ms\":"u8, request.ExpiresInMs);
        OptionalNumber(output, "\"max_in_flight\":"u8, request.MaxInFlight);
        output.WriteRaw((byte)'}');
    }

    /// <summary>Writes the frame that ends an observer.</summary>
    public static void Unobserve(JsonOutput output, string id)
    {
        Begin(output, "unobserve"u8);
        Text(output, "\"id\":"u8, id);
        output.WriteRaw((byte)'}');
    }

    /// <summary>Writes the frame by which the host of a function accepts or rejects an observer.</summary>
    /// <param name="rejection">Why it is rejected; null when it is accepted.</param>
    public static void Acknowledge(
        JsonOutput output, string functionId, string @namespace, string id, long revision, ObserverReason? rejection)
    {
        Begin(output, "observerack"u8);
        Text(output, "\"function_id\":"u8, functionId);
        Text(output, "\"namespace\":"u8, @namespace);
        Text(output, "\"id\":"u8, id);
        OptionalNumber(output, "\"revision\":"u8, revision);
        if (rejection is not null)
        {
            FrameWriter.ErrorField(output, rejection.Code, rejection.Message, stackTrace: null);
        }

        output.WriteRaw((byte)'}');
    }

    private static void WriteSource(JsonOutput output, ObserverRequest request)
    {
        output.WriteName("\"source\":"u8);
        output.WriteRaw((byte)'{');
        Text(output, "\"function_id\":"u8, request.SourceFunctionId);
        OptionalText(output, "\"namespace\":"u8, request.SourceNamespace);
        OptionalJson(output, "\"args\":"u8, request.Args);
        OptionalJson(output, "\"filters\":"u8, request.Filter);
        if (request.Capture is { } captures)
        {
            output.WriteName("\"capture\":"u8);
            ObserverWords.WriteCaptures(output, captures);
        }

        OptionalText(output, "\"on\":"u8, request.On is { } outcomes ? ObserverWords.TextOf(outcomes) : null);
        OptionalText(output, "\"deliver\":"u8, request.Delivery is { } delivery ? ObserverWords.TextOf(delivery) : null);
        output.WriteRaw((byte)'}');
    }

    private static void Begin(JsonOutput output, ReadOnlySpan<byte> type)
    {
        output.WriteRaw("{\"type\":\""u8);
        output.WriteRaw(type);
        output.WriteRaw((byte)'"');
    }

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

    private static void OptionalJson(JsonOutput output, ReadOnlySpan<byte> name, byte[] json)
    {
        if (json.Length > 0)
        {
            output.WriteName(name);
            output.WriteRaw(json);
        }
    }

    private static void OptionalNumber(JsonOutput output, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            output.WriteName(name);
            output.WriteRaw(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
