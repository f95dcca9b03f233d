using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary><c>engine::workers::list</c> and <c>engine::workers::info</c>: connected workers, and the engine's own modules.</summary>
internal sealed class WorkerQueries(EngineCore core, DiscoveryRows rows)
{
    /// <summary>The modules without which the real engine does not run.</summary>
    private static readonly string[] s_mandatory = ["iii-worker-manager", "iii-engine-functions", "iii-observability", "iii-telemetry", "configuration"];

    private readonly long _startedAt = core.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    public Outcome List(BuiltInCall call)
    {
        var found = core.Workers.Values.Where(w => w.Pid is not null).Select(WorkerFacts.Of)
            .Concat(Modules.Select(m => m.Facts))
            .Where(w => call.Text("runtime") is not { } runtime || w.Runtime == runtime)
            .Where(w => call.Text("status") is not { } status || w.Status == status)
            .Where(w => DiscoveryRows.Finds(call.Text("search"), w.Name ?? ""))
            .OrderBy(w => w.Name ?? w.Id, Utf8Order.Instance).ThenBy(w => w.Id, StringComparer.Ordinal);
        return DiscoveryRows.ListOf("workers", found, (writer, worker) =>
        {
            writer.WriteStartObject();
            Write(writer, worker, withDetails: false);
            writer.WriteEndObject();
        });
    }

    public Outcome Info(BuiltInCall call)
    {
        var name = call.Required("name");
        var found = core.Workers.Values.Where(w => w.Name == name).Select(w => (WorkerFacts.Of(w), (IReadOnlyList<RegisteredFunction>)[.. core.Functions.Values.Where(f => f.Owner == w)]))
            .Concat(Modules.Where(m => m.Facts.Name == name))
            .OrderBy(w => w.Item1.Namespace, Utf8Order.Instance).ToArray();
        var spaces = string.Join(", ", found.Select(w => w.Item1.Namespace).Distinct());
        var space = call.Text("namespace");
        var matching = found.Where(w => w.Item1.Namespace == (space ?? EngineCore.DefaultNamespace)).ToArray();
        return matching.Length > 0 ? Detail(matching[0].Item1, matching[0].Item2)
            : found.Length == 0 ? NotFound($"Worker '{name}' is not connected.")
            : space is not null ? NotFound($"Worker '{name}' is not connected in the requested namespace; it is connected in namespace(s): {spaces}.")
            : found.Length > 1 ? NotFound($"Worker '{name}' is ambiguous: it is connected in namespace(s): {spaces}. Pass `namespace` to disambiguate.")
            : Detail(found[0].Item1, found[0].Item2);
    }

    private static Outcome NotFound(string message) => Outcome.Failed("NOT_FOUND", message);

    private IEnumerable<(WorkerFacts Facts, IReadOnlyList<RegisteredFunction> Functions)> Modules => core.Modules.Select(m => m.Name).Append("iii-worker-manager").Distinct()
        .Select(name => (WorkerFacts.OfModule(name, _startedAt), (IReadOnlyList<RegisteredFunction>)[.. core.Functions.Values.Where(f => f.ModuleName == name)]));

    private Outcome Detail(WorkerFacts worker, IReadOnlyList<RegisteredFunction> functions) => Outcome.Object(writer =>
    {
        DiscoveryRows.WriteArray(writer, "functions", functions.OrderBy(f => f.Id, Utf8Order.Instance), f => rows.WriteFunction(writer, f));
        var bindings = LiveBindings.Of(core).Where(t => functions.Any(f => f.Id == t.FunctionId && f.Namespace == t.TargetNamespace)).OrderBy(t => t.Id, Utf8Order.Instance);
        DiscoveryRows.WriteArray(writer, "registered_triggers", bindings, t => rows.WriteBinding(writer, t));
        var types = core.Triggers.Types.Where(t => worker.Connection is { } connection ? t.Owner == connection : t.ModuleName == worker.Name && t.Owner is null);
        DiscoveryRows.WriteArray(writer, "trigger_types", types.OrderBy(t => t.Id, Utf8Order.Instance), t => DiscoveryRows.WriteTriggerType(writer, t));
        writer.WriteStartObject("worker");
        Write(writer, worker, withDetails: true);
        writer.WriteEndObject();
    });

    private void Write(Utf8JsonWriter writer, WorkerFacts worker, bool withDetails)
    {
        writer.WriteNumber("active_invocations", worker.Connection is { } connection ? core.ActiveInvocations(connection) : 0);
        writer.WriteNumber("connected_at_ms", worker.ConnectedAt);
        writer.WriteString("description", worker.Connection?.Description);
        writer.WriteNumber("function_count", core.Functions.Values.Count(f => worker.Connection is { } owner ? f.Owner == owner : f.ModuleName == worker.Name));
        writer.WriteString("id", worker.Id);
        if (withDetails)
        {
            writer.WriteBoolean("internal", worker.Connection is null && s_mandatory.Contains(worker.Name));
        }

        writer.WriteString("ip_address", worker.Connection?.Address);
        writer.WriteString("isolation", worker.Isolation);
        writer.WriteString("name", worker.Name);
        writer.WriteString("namespace", worker.Namespace);
        writer.WriteString("os", worker.Connection?.Os);
        if (withDetails && worker.Connection?.Pid is { } pid)
        {
            writer.WriteNumber("pid", pid);
        }

        writer.WriteString("runtime", worker.Runtime);
        writer.WriteString("status", worker.Status);
        writer.WriteString("version", worker.Version);
    }

    /// <summary>What is the same of workers and modules.</summary>
    private sealed record WorkerFacts(string Id, string? Name, string Namespace, string? Runtime, string? Version, string? Isolation, string Status, long ConnectedAt, WorkerConnection? Connection)
    {
        public static WorkerFacts Of(WorkerConnection worker) =>
            new(worker.Id, worker.Name, worker.Namespace ?? EngineCore.DefaultNamespace, worker.Runtime, worker.Version, worker.Isolation, "connected", worker.ConnectedAt, worker);

        public static WorkerFacts OfModule(string name, long startedAt) =>
            new(name, name, EngineCore.DefaultNamespace, "engine", EngineCore.Version, "in-process", "available", startedAt, null);
    }
}
