using System.Text.Json;

namespace Iii.DevEngine.Modules.Log;

/// <summary>One record of the engine's log.</summary>
/// <param name="Time">In nanoseconds since 1970.</param>
/// <param name="Severity">The number of OpenTelemetry.</param>
internal sealed record LogRecord(long Time, int Severity, string SeverityText, string Body, JsonElement? Attributes, string? TraceId, string? SpanId, string ServiceName)
{
    /// <summary>Writes it as triggers get it; with its level, as observers filter by that.</summary>
    public void WriteTo(Utf8JsonWriter writer, string? level = null)
    {
        writer.WriteStartObject();
        if (Attributes is { } attributes)
        {
            writer.WriteField("attributes", attributes);
        }
        else
        {
            writer.WriteStartObject("attributes");
            writer.WriteEndObject();
        }

        writer.WriteString("body", Body);
        writer.WriteString("instrumentation_scope_name", "iii");
        writer.WriteString("instrumentation_scope_version", EngineCore.Version);
        writer.WriteOptional("level", level);
        writer.WriteNumber("observed_timestamp_unix_nano", Time);
        writer.WriteStartObject("resource");
        writer.WriteString("service.name", "iii");
        writer.WriteEndObject();
        writer.WriteString("service_name", ServiceName);
        writer.WriteNumber("severity_number", Severity);
        writer.WriteString("severity_text", SeverityText);
        writer.WriteString("span_id", SpanId);
        writer.WriteNumber("timestamp_unix_nano", Time);
        writer.WriteString("trace_id", TraceId);
        writer.WriteEndObject();
    }
}
