using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine;

/// <summary>The frame that asks a worker to run a function.</summary>
internal static class InvocationFrame
{
    public static void Write(Utf8JsonWriter writer, Guid id, string functionId, BuiltInCall call, string? callerId)
    {
        writer.WriteString("type", "invokefunction");
        writer.WriteString("invocation_id", id);
        writer.WriteString("function_id", functionId);
        writer.WritePropertyName("data");
        CanonicalJson.Write(writer, call.Payload, callerId);
        if (!string.IsNullOrEmpty(call.TraceParent))
        {
            writer.WriteString("traceparent", call.TraceParent);
        }

        if (!string.IsNullOrEmpty(call.TraceParent) || !string.IsNullOrEmpty(call.Baggage))
        {
            writer.WriteString("baggage", Baggage(call.Baggage, functionId));
        }

        if (call.Metadata is { } extra)
        {
            writer.WritePropertyName("metadata");
            CanonicalJson.Write(writer, extra);
        }
    }

    private static string Baggage(string? baggage, string functionId)
    {
        var entries = (baggage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(e => e.Contains('=') && !e.StartsWith("iii.function.id=", StringComparison.Ordinal));
        return string.Join(",", entries.Append("iii.function.id=" + functionId));
    }
}
