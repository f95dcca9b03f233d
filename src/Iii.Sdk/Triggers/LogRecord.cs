using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="LogTriggerAttribute"/> gets: a log record in the terms of OpenTelemetry.</summary>
/// <param name="TimestampUnixNano">When it was written, in nanoseconds since 1970. See <see cref="Time"/>.</param>
/// <param name="ObservedTimestampUnixNano">When it was collected, in nanoseconds since 1970.</param>
/// <param name="SeverityNumber">The severity, 1 to 24: 1 trace, 5 debug, 9 info, 13 warn, 17 error, 21 fatal.</param>
/// <param name="SeverityText">The severity as the writer names it: <c>INFO</c>, <c>ERROR</c>, …</param>
/// <param name="Body">The message.</param>
/// <param name="Attributes">What belongs to the record, by name.</param>
/// <param name="Resource">What wrote it, by name: <c>service.name</c>, …</param>
/// <param name="ServiceName">The name of the service that wrote it.</param>
/// <param name="TraceId">The trace that it belongs to; null for none.</param>
/// <param name="SpanId">The span that it belongs to; null for none.</param>
/// <param name="InstrumentationScopeName">The part of the program that wrote it; null when that is not known.</param>
/// <param name="InstrumentationScopeVersion">Its version; null when that is not known.</param>
public sealed record LogRecord(
    [property: JsonPropertyName("timestamp_unix_nano")] ulong TimestampUnixNano,
    [property: JsonPropertyName("observed_timestamp_unix_nano")] ulong ObservedTimestampUnixNano,
    [property: JsonPropertyName("severity_number")] int SeverityNumber,
    [property: JsonPropertyName("severity_text")] string SeverityText,
    [property: JsonPropertyName("body")] string Body,
    [property: JsonPropertyName("attributes")] IReadOnlyDictionary<string, JsonElement> Attributes,
    [property: JsonPropertyName("resource")] IReadOnlyDictionary<string, string> Resource,
    [property: JsonPropertyName("service_name")] string ServiceName,
    [property: JsonPropertyName("trace_id")] string? TraceId = null,
    [property: JsonPropertyName("span_id")] string? SpanId = null,
    [property: JsonPropertyName("instrumentation_scope_name")] string? InstrumentationScopeName = null,
    [property: JsonPropertyName("instrumentation_scope_version")] string? InstrumentationScopeVersion = null)
{
    private const ulong NanosecondsPerTick = 100;

    /// <summary>When it was written.</summary>
    [JsonIgnore]
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks((long)(TimestampUnixNano / NanosecondsPerTick));
}
