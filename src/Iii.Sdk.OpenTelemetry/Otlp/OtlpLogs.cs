using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Resources;

namespace Iii.Otlp;

// The SDK has a type of this name too.
using LogRecord = OpenTelemetry.Logs.LogRecord;

/// <summary>Log records as the engine reads them.</summary>
internal sealed class OtlpLogs(Resource resource)
{
    private static readonly OtlpFrame.Names s_names = new("resourceLogs", "scopeLogs", "logRecords");

    private readonly OtlpFrame _frame = new("LOGS"u8, s_names, resource);

    /// <summary>Writes a record, and keeps nothing of it.</summary>
    public void Add(LogRecord record) => Write(_frame.Item(record.CategoryName ?? "", null), record);

    public List<byte[]> Frames() => _frame.End();

    private static void Write(Utf8JsonWriter json, LogRecord record)
    {
        var (number, text) = SeverityOf(record.LogLevel);
        json.WriteStartObject();
        OtlpAttributes.WriteTime(json, "timeUnixNano", record.Timestamp);
        OtlpAttributes.WriteTime(json, "observedTimeUnixNano", record.Timestamp);
        json.WriteNumber("severityNumber", number);
        json.WriteString("severityText", text);
        json.WritePropertyName("body");
        OtlpAttributes.WriteValue(json, record.FormattedMessage ?? record.Body ?? "");
        WriteAttributes(json, record);
        if (record.TraceId != default)
        {
            json.WriteString("traceId", record.TraceId.ToHexString());
            json.WriteString("spanId", record.SpanId.ToHexString());
            json.WriteNumber("flags", (int)record.TraceFlags);
        }

        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, LogRecord record)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in record.Attributes ?? [])
        {
            if (key != "{OriginalFormat}")
            {
                OtlpAttributes.Write(json, key, value);
            }
        }

        if (record.Exception is { } exception)
        {
            OtlpAttributes.Write(json, "exception.type", exception.GetType().FullName);
            OtlpAttributes.Write(json, "exception.message", exception.Message);
            OtlpAttributes.Write(json, "exception.stacktrace", exception.ToString());
        }

        record.ForEachScope(
            static (scope, writer) =>
            {
                foreach (var (key, value) in scope)
                {
                    if (key is { Length: > 0 } and not "{OriginalFormat}")
                    {
                        OtlpAttributes.Write(writer, key, value);
                    }
                }
            },
            json);
        json.WriteEndArray();
    }

    private static (int Number, string Text) SeverityOf(LogLevel level) => level switch
    {
        LogLevel.Trace => (1, "TRACE"),
        LogLevel.Debug => (5, "DEBUG"),
        LogLevel.Information => (9, "INFO"),
        LogLevel.Warning => (13, "WARN"),
        LogLevel.Error => (17, "ERROR"),
        LogLevel.Critical => (21, "FATAL"),
        _ => throw new UnreachableException($"There is no log level {level} of a record."),
    };
}
