using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="TraceTriggerAttribute"/> gets.</summary>
/// <param name="TraceIds">The ids of the traces in which something has happened, sorted, each once.</param>
public sealed record TraceActivity([property: JsonPropertyName("trace_ids")] IReadOnlyList<string> TraceIds);
