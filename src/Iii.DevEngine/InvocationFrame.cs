using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>The frame that asks a worker to run a function.</summary>
internal static class InvocationFrame
{
    public static void Write(
        Utf8JsonWriter writer, string id, string functionId, JsonElement data, string? callerId, JsonElement? metadata, string? traceParent, string? baggage)
    {
        writer.WriteString("type", "invokefunction");
        writer.WriteString("invocation_id", id);
        writer.WriteString("function_id", functionId);
        writer.WritePropertyName("data");
        CanonicalJson.Write(writer, data, callerId);
        if (!string.IsNullOrEmpty(traceParent))
        {
            writer.WriteString("traceparent", traceParent);
        }

        if (!string.IsNullOrEmpty(traceParent) || !string.IsNullOrEmpty(baggage))
        {
            writer.WriteString("baggage", Baggage(baggage, functionId));
        }

        if (metadata is { } extra)
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
