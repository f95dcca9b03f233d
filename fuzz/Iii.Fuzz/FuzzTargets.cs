using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Iii.Connection.WebSockets;
using Iii.Fuzz.Sessions;
using Iii.Protocol;

namespace Iii.Fuzz;

/// <summary>What takes bytes from a stranger. Each throws when a rule is broken that holds for all bytes there are.</summary>
public static class FuzzTargets
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new Dictionary<string, Action<byte[]>>(StringComparer.Ordinal)
    {
        ["frames"] = Frames,
        ["websocket"] = WebSocket,
        ["readers"] = Readers,
        ["filters"] = FilterTargets.Parser,
        ["filter-evaluation"] = FilterTargets.Evaluation,
        ["engine-session"] = EngineSession.Run,
        ["worker-session"] = WorkerSession.Run,
    };

    /// <summary>A frame is found or refused; its fields lie within it, and are those that a JSON reader finds.</summary>
    private static void Frames(byte[] bytes)
    {
        // A message that is no UTF-8 is refused by the reader of WebSocket messages and never gets here.
        var frame = new FrameReader();
        if (!Utf8.IsValid(bytes) || frame.Read(bytes) is not null)
        {
            return;
        }

        for (var field = default(FrameField); field < FrameField.Count; field++)
        {
            _ = frame[field].Of(bytes).Length + frame[field].JsonOf(bytes).Length;
            _ = frame.Text(field, bytes);
        }

        _ = ErrorBody.Read(frame[FrameField.Error].Of(bytes));
        _ = CallerJson.Read(frame[FrameField.Caller].Of(bytes));
        _ = ActivationJson.Read(frame[FrameField.Activation].Of(bytes));
        _ = EngineFeatureSet.Read(frame[FrameField.Features].Of(bytes));
        _ = FrameReader.Number(frame[FrameField.ObserveDepth], bytes);

        // Of two with the same name both find the last, unless one of them is written with escapes: no engine does that.
        if (!bytes.AsSpan().Contains((byte)'\\') && TryParse(bytes) is { RootElement.ValueKind: JsonValueKind.Object } document)
        {
            using (document)
            {
                Same(document, "type", frame.Text(FrameField.Type, bytes));
                Same(document, "function_id", frame.Text(FrameField.FunctionId, bytes));
                Same(document, "invocation_id", frame.Text(FrameField.InvocationId, bytes));
            }
        }
    }

    /// <summary>Bytes are messages until they break a rule or end.</summary>
    private static void WebSocket(byte[] bytes)
    {
        var reader = new MessageReader(new MemoryStream(bytes), 64 * 1024, TimeProvider.System);
        try
        {
            for (var i = 0; i <= bytes.Length; i++)
            {
                // Nothing waits: the stream is in memory.
                _ = reader.ReadAsync().AsTask().GetAwaiter().GetResult();
            }

            throw new InvalidOperationException("There are more messages than bytes.");
        }
        catch (Exception e) when (e is WebSocketProtocolException or EndOfStreamException)
        {
            // So it should be.
        }
    }

    /// <summary>JSON is read or refused; what was read is written, and read and written again it is the same.</summary>
    private static void Readers(byte[] bytes)
    {
        Everything? value;
        try
        {
            value = IIIJson.Deserialize<Everything>(bytes);
        }
        catch (JsonException)
        {
            return;
        }

        byte[] once;
        try
        {
            once = IIIJson.Serialize(value);
        }
        catch (JsonException)
        {
            // What is read from a text in place of a number may be NaN, and a text may be half a surrogate pair.
            return;
        }

        var twice = IIIJson.Serialize(IIIJson.Deserialize<Everything>(once));
        if (!once.AsSpan().SequenceEqual(twice))
        {
            throw new InvalidOperationException($"Written once: {Encoding.UTF8.GetString(once)}\nRead and written again: {Encoding.UTF8.GetString(twice)}");
        }
    }

    private static void Same(JsonDocument document, string name, string? found)
    {
        var expected = document.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        if (expected != found)
        {
            throw new InvalidOperationException($"'{name}' is '{expected}' to a JSON reader, and '{found}' to the reader of frames.");
        }
    }

    private static JsonDocument? TryParse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
