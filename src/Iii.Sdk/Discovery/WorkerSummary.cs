using System.Text.Json;
using Iii.Modules;

namespace Iii;

/// <summary>A worker that is connected, or a part of the engine.</summary>
/// <param name="Id">The id of its connection; the engine's own have their name.</param>
/// <param name="Name">Its name; null for one without.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Description">What it does; null when it does not say.</param>
/// <param name="Runtime">Its language: <c>dotnet</c>, <c>node</c>, <c>engine</c>, …</param>
/// <param name="Version">The version of its SDK.</param>
/// <param name="OperatingSystem">What it runs on.</param>
/// <param name="Status"><c>connected</c> or <c>available</c>.</param>
/// <param name="FunctionCount">How many functions it has registered.</param>
/// <param name="ActiveInvocations">How many calls it is running or waiting for.</param>
/// <param name="ConnectedAt">Since when it is connected.</param>
/// <param name="Isolation">What it is isolated by.</param>
/// <param name="IpAddress">Where it is.</param>
public sealed record WorkerSummary(
    string Id,
    string? Name,
    string Namespace,
    string? Description,
    string? Runtime,
    string? Version,
    string? OperatingSystem,
    string Status,
    long FunctionCount,
    long ActiveInvocations,
    DateTimeOffset? ConnectedAt,
    string? Isolation,
    string? IpAddress)
{
    internal static WorkerSummary Read(JsonElement row) => new(
        row.Text("id"),
        row.OptionalText("name"),
        row.Text("namespace"),
        row.OptionalText("description"),
        row.OptionalText("runtime"),
        row.OptionalText("version"),
        row.OptionalText("os"),
        row.Text("status"),
        row.Number("function_count") ?? 0,
        row.Number("active_invocations") ?? 0,
        row.Time("connected_at_ms"),
        row.OptionalText("isolation"),
        row.OptionalText("ip_address"));
}

/// <summary>A worker with what it has registered.</summary>
/// <param name="Worker">What it is.</param>
/// <param name="Pid">The id of its process; null when it does not say.</param>
/// <param name="LatestMetrics">What it last said of its memory and CPU; null when nothing.</param>
/// <param name="Functions">Its functions.</param>
/// <param name="TriggerTypes">The trigger types that it provides.</param>
/// <param name="Triggers">The triggers that it has bound.</param>
public sealed record WorkerDetails(
    WorkerSummary Worker,
    long? Pid,
    JsonElement? LatestMetrics,
    IReadOnlyList<FunctionSummary> Functions,
    IReadOnlyList<TriggerTypeSummary> TriggerTypes,
    IReadOnlyList<TriggerSummary> Triggers)
{
    internal static WorkerDetails Read(JsonElement row)
    {
        var worker = row.GetProperty("worker");
        return new WorkerDetails(
            WorkerSummary.Read(worker),
            worker.Number("pid"),
            worker.Json("latest_metrics"),
            row.Rows("functions", FunctionSummary.Read),
            row.Rows("trigger_types", TriggerTypeSummary.Read),
            row.Rows("registered_triggers", TriggerSummary.Read));
    }
}
