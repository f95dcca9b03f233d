using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry.Resources;

namespace Iii.Otlp;

/// <summary>Spans as the engine reads them.</summary>
internal static class OtlpSpans
{
    private static readonly OtlpFrame.Names s_names = new("resourceSpans", "scopeSpans", "spans");

    public static List<byte[]> Write(Resource resource, List<Activity> spans)
    {
        var frame = new OtlpFrame("OTLP"u8, s_names, resource);
        foreach (var source in spans.GroupBy(s => s.Source))
        {
            foreach (var span in source)
            {
                Write(frame.Item(source.Key.Name, source.Key.Version), span);
            }
        }

        return frame.End();
    }

    private static void Write(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId.ToHexString());
        json.WriteString("spanId", span.SpanId.ToHexString());
        if (span.ParentSpanId != default)
        {
            json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        }

        if (span.TraceStateString is { Length: > 0 } state)
        {
            json.WriteString("traceState", state);
        }

        json.WriteString("name", span.DisplayName);

        // OTLP counts from 1, for 0 says that it is not known.
        json.WriteNumber("kind", (int)span.Kind + 1);
        OtlpAttributes.WriteTime(json, "startTimeUnixNano", span.StartTimeUtc);
        OtlpAttributes.WriteTime(json, "endTimeUnixNano", span.StartTimeUtc + span.Duration);
        WriteAttributes(json, span.TagObjects);
        json.WriteStartArray("events");
        foreach (var happened in span.Events)
        {
            json.WriteStartObject();
            OtlpAttributes.WriteTime(json, "timeUnixNano", happened.Timestamp.UtcDateTime);
            json.WriteString("name", happened.Name);
            WriteAttributes(json, happened.Tags);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in span.Links)
        {
            json.WriteStartObject();
            json.WriteString("traceId", link.Context.TraceId.ToHexString());
            json.WriteString("spanId", link.Context.SpanId.ToHexString());
            WriteAttributes(json, link.Tags ?? []);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("status");
        json.WriteNumber("code", (int)span.Status);
        if (span.StatusDescription is { } description)
        {
            json.WriteString("message", description);
        }

        json.WriteEndObject();
        json.WriteNumber("flags", (int)span.ActivityTraceFlags);
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            OtlpAttributes.Write(json, key, value);
        }

        json.WriteEndArray();
    }
}
