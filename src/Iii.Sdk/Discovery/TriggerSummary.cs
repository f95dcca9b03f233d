using System.Text.Json;
using Iii.Modules;

namespace Iii;

/// <summary>A trigger that is bound to a function.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="FunctionId">The function that it calls.</param>
/// <param name="WorkerName">The name of the worker that owns the function.</param>
/// <param name="Config">Its configuration; null for none.</param>
public sealed record TriggerSummary(string Id, string Type, string FunctionId, string WorkerName, JsonElement? Config)
{
    internal static TriggerSummary Read(JsonElement row) => new(row.Text("id"), row.Text("trigger_type"), row.Text("function_id"), row.Text("worker_name"), row.Json("config"));
}

/// <summary>A trigger type that somebody provides.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="WorkerName">Who provides it.</param>
/// <param name="Description">What it does.</param>
public sealed record TriggerTypeSummary(string Id, string Namespace, string WorkerName, string? Description)
{
    internal static TriggerTypeSummary Read(JsonElement row) => new(row.Text("id"), row.Text("namespace"), row.Text("worker_name"), row.OptionalText("description"));
}

/// <summary>A trigger type with its schemas.</summary>
/// <param name="Type">What it is.</param>
/// <param name="ConfigSchema">The JSON schema of a trigger's configuration; null when nobody says.</param>
/// <param name="PayloadSchema">The JSON schema of what functions get; null when nobody says.</param>
/// <param name="ResultSchema">The JSON schema of what functions return to it; null when nobody says.</param>
/// <param name="TriggerCount">How many triggers of it there are.</param>
public sealed record TriggerTypeDetails(TriggerTypeSummary Type, JsonElement? ConfigSchema, JsonElement? PayloadSchema, JsonElement? ResultSchema, long TriggerCount)
{
    internal static TriggerTypeDetails Read(JsonElement row) => new(
        TriggerTypeSummary.Read(row), row.Json("configuration_schema"), row.Json("request_schema"), row.Json("response_schema"), row.Number("instance_count") ?? 0);
}
