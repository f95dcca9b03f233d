using System.Text.Json;
using System.Text.Json.Serialization;
using Iii.Modules;

namespace Iii;

/// <summary>A function that somebody has registered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="WorkerName">The name of the worker that owns it.</param>
/// <param name="Description">What it does; null when nobody says.</param>
/// <param name="Metadata">What was registered with it; null for nothing.</param>
public sealed record FunctionSummary(
    [property: JsonPropertyName("function_id")] string Id,
    [property: JsonPropertyName("namespace")] string Namespace,
    [property: JsonPropertyName("worker_name")] string WorkerName,
    [property: JsonPropertyName("description")] string? Description = null,
    [property: JsonPropertyName("metadata")] JsonElement? Metadata = null)
{
    internal static FunctionSummary Read(JsonElement row) =>
        new(row.Text("function_id"), row.Text("namespace"), row.Text("worker_name"), row.OptionalText("description"), row.Json("metadata"));
}

/// <summary>A function with its schemas and triggers.</summary>
/// <param name="Function">What it is.</param>
/// <param name="RequestSchema">The JSON schema of its payload; null when nobody says.</param>
/// <param name="ResponseSchema">The JSON schema of its result; null when nobody says.</param>
/// <param name="Triggers">What calls it.</param>
public sealed record FunctionDetails(FunctionSummary Function, JsonElement? RequestSchema, JsonElement? ResponseSchema, IReadOnlyList<FunctionTrigger> Triggers)
{
    internal static FunctionDetails Read(JsonElement row) =>
        new(FunctionSummary.Read(row), row.Json("request_schema"), row.Json("response_schema"), row.Rows("registered_triggers", FunctionTrigger.Read));
}

/// <summary>A trigger of a function.</summary>
/// <param name="Id">The trigger's id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Config">Its configuration; null for none.</param>
public sealed record FunctionTrigger(string Id, string Type, JsonElement? Config)
{
    internal static FunctionTrigger Read(JsonElement row) => new(row.Text("id"), row.Text("trigger_type"), row.Json("config"));
}
