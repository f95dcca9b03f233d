using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary>Lists and details of what is registered, and bindings that outlive their maker.</summary>
internal sealed class DiscoveryModule : IEngineModule
{
    private const string Default = EngineCore.DefaultNamespace;

    private readonly EngineCore _core;
    private readonly BindingSet _workersAvailable = new();

    public DiscoveryModule(EngineCore core)
    {
        _core = core;
        core.WorkerChanged += OnWorkerChanged;
        Functions =
        [
            new("engine::functions::list", "Lists functions", new InputShape("FunctionsListInput"), call => FunctionsList(core, call.Input)),
            new("engine::functions::info", "Describes functions", new InputShape("FunctionInfoInput"), call => FunctionInfo(core, call.Input)),
            new("engine::workers::list", "Lists workers", new InputShape("WorkersListInput"), call => Outcome.Of(writer => Rows(writer, "workers", core.Workers.Values.Where(w => w.Pid is not null).OrderBy(w => w.Name ?? w.Id, StringComparer.Ordinal), w => Worker(writer, core, w)))),
            new("engine::workers::info", "Describes a worker", new InputShape("WorkerInfoInput"), call => WorkerInfo(core, call.Input)),
            new("engine::triggers::list", "Lists trigger types", new InputShape("TriggersListInput"), call => Outcome.Of(writer => Rows(writer, "triggers", core.Triggers.Types.Where(t => Included(call.Input, t.Id)).OrderBy(t => t.Id, StringComparer.Ordinal), t => TriggerTypeRow(writer, t)))),
            new("engine::triggers::info", "Describes a trigger type", new InputShape("TriggerInfoInput"), call => TriggerInfo(core, call.Input)),
            new("engine::registered-triggers::list", "Lists bindings", new InputShape("RegisteredTriggersListInput"), call => Outcome.Of(writer => Rows(writer, "registered_triggers", Matching(core, call.Input), t => TriggerRow(writer, core, t)))),
            new("engine::registered-triggers::info", "Describes a binding", new InputShape("RegisteredTriggerInfoInput"), call => RegisteredTriggerInfo(core, call.Input)),
            new("engine::register_trigger", "Binds a function to a trigger", new InputShape("RegisterTriggerFnInput"), call => RegisterTrigger(core, call.Input)),
            new("engine::unregister_trigger", "Ends a binding", new InputShape("UnregisterTriggerFnInput"), call => Outcome.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteBoolean("removed", Text(call.Input, "id") is { } id && core.Triggers.Remove(id));
                writer.WriteEndObject();
            })),
        ];
        TriggerTypes = [new("engine::workers-available", "Triggered when workers connect/disconnect", _workersAvailable)];
    }

    public string Name => "iii-engine-functions";

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    private void OnWorkerChanged(string name, string workerId)
    {
        if (_workersAvailable.IsEmpty)
        {
            return;
        }

        var payload = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("event", name);
            writer.WriteString("worker_id", workerId);
            writer.WriteEndObject();
        });
        foreach (var trigger in _workersAvailable.All)
        {
            _core.FireInBackground(trigger, payload);
        }
    }

    private static Outcome FunctionsList(EngineCore core, JsonElement input)
    {
        var search = Text(input, "search");
        var rows = core.Functions.Values
            .Where(f => Included(input, f.Id) && !(IsTrue(f.Metadata, "internal") && !IsTrue(input, "include_internal")))
            .Where(f => Text(input, "prefix") is not { } prefix || f.Id.StartsWith(prefix, StringComparison.Ordinal))
            .Where(f => Text(input, "worker") is not { } worker || OwnerName(f) == worker)
            .Where(f => string.IsNullOrEmpty(search) || f.Id.Contains(search, StringComparison.OrdinalIgnoreCase) || f.Description?.Contains(search, StringComparison.OrdinalIgnoreCase) == true)
            .OrderBy(f => f.Id, StringComparer.Ordinal);
        return Outcome.Of(writer => Rows(writer, "functions", rows, f =>
        {
            writer.WriteStartObject();
            FunctionFacts(writer, f);
            writer.WriteEndObject();
        }));
    }

    private static Outcome FunctionInfo(EngineCore core, JsonElement input)
    {
        if (Text(input, "function_id") is not { } id)
        {
            return Outcome.Failed("INVALID_ARGUMENTS", "missing field `function_id` (or `function_ids` for a batch)");
        }

        var found = core.Functions.Values.Where(f => f.Id == id).ToArray();
        var space = Text(input, "namespace");
        var function = found.FirstOrDefault(f => f.Namespace == (space ?? Default)) ?? (space is null && found.Length == 1 ? found[0] : null);
        if (function is null)
        {
            return Outcome.Failed("NOT_FOUND", found.Length == 0
                ? $"Function '{id}' is not registered."
                : $"Function '{id}' is ambiguous: it is registered in namespace(s): {string.Join(", ", found.Select(f => f.Namespace).Order(StringComparer.Ordinal))}. Pass `namespace` to select one.");
        }

        return Outcome.Of(writer => FunctionDetail(writer, core, function));
    }

    private static void FunctionDetail(Utf8JsonWriter writer, EngineCore core, RegisteredFunction function)
    {
        writer.WriteStartObject();
        FunctionFacts(writer, function);
        writer.WriteStartArray("registered_triggers");
        foreach (var trigger in core.Triggers.Live.Where(t => t.FunctionId == function.Id && t.TargetNamespace == function.Namespace))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("config");
            CanonicalJson.Write(writer, trigger.Config);
            writer.WriteString("id", trigger.Id);
            writer.WriteString("trigger_type", trigger.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Optional(writer, "request_schema", function.RequestSchema);
        Optional(writer, "response_schema", function.ResponseSchema);
        writer.WriteEndObject();
    }

    private static Outcome WorkerInfo(EngineCore core, JsonElement input)
    {
        var name = Text(input, "name");
        var space = Text(input, "namespace");
        if (core.Workers.Values.FirstOrDefault(w => w.Name == name && (space is null || w.Namespace == space)) is not { } worker)
        {
            return Outcome.Failed("NOT_FOUND", $"Worker '{name}' is not connected.");
        }

        var functions = core.Functions.Values.Where(f => f.Owner == worker).OrderBy(f => f.Id, StringComparer.Ordinal).ToArray();
        return Outcome.Of(writer =>
        {
            writer.WriteStartObject();
            Array(writer, "functions", functions, f =>
            {
                writer.WriteStartObject();
                FunctionFacts(writer, f);
                writer.WriteEndObject();
            });
            Array(writer, "registered_triggers", core.Triggers.Live.Where(t => functions.Any(f => f.Id == t.FunctionId && f.Namespace == t.TargetNamespace)), t => TriggerRow(writer, core, t));
            Array(writer, "trigger_types", core.Triggers.Types.Where(t => t.Owner == worker), t => TriggerTypeRow(writer, t));
            writer.WritePropertyName("worker");
            Worker(writer, core, worker, withDetails: true);
            writer.WriteEndObject();
        });
    }

    private static Outcome TriggerInfo(EngineCore core, JsonElement input)
    {
        var id = Text(input, "id");
        var space = Text(input, "namespace") ?? Default;
        if (core.Triggers.Types.FirstOrDefault(t => t.Id == id && t.Namespace == space) is not { } type)
        {
            return Outcome.Failed("NOT_FOUND", $"Trigger type '{id}' is not registered in namespace '{space}'.");
        }

        return Outcome.Of(writer => TriggerTypeDetail(writer, core, type));
    }

    private static void TriggerTypeDetail(Utf8JsonWriter writer, EngineCore core, TriggerType type)
    {
        writer.WriteStartObject();
        Optional(writer, "configuration_schema", type.ConfigSchema);
        writer.WriteString("description", type.Description);
        writer.WriteString("id", type.Id);
        writer.WriteNumber("instance_count", core.Triggers.Live.Count(t => t.Type == type.Id));
        writer.WriteString("namespace", type.Namespace);
        Optional(writer, "request_schema", type.PayloadSchema);
        writer.WriteString("worker_name", ProviderName(type));
        writer.WriteEndObject();
    }

    private static Outcome RegisteredTriggerInfo(EngineCore core, JsonElement input)
    {
        var id = Text(input, "id");
        if (core.Triggers.Live.FirstOrDefault(t => t.Id == id) is not { } trigger)
        {
            return Outcome.Failed("NOT_FOUND", $"Registered trigger '{id}' was not found.");
        }

        var function = core.Functions.GetValueOrDefault((trigger.TargetNamespace, trigger.FunctionId));
        return Outcome.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("config");
            CanonicalJson.Write(writer, trigger.Config);
            writer.WritePropertyName("function");
            if (function is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                FunctionDetail(writer, core, function);
            }

            writer.WriteString("function_id", trigger.FunctionId);
            writer.WriteString("id", trigger.Id);
            Optional(writer, "metadata", trigger.Metadata);
            writer.WritePropertyName("trigger");
            TriggerTypeDetail(writer, core, trigger.Provider!);
            writer.WriteString("trigger_type", trigger.Type);
            writer.WriteString("worker_name", OwnerName(core, trigger));
            writer.WriteEndObject();
        });
    }

    private static Outcome RegisterTrigger(EngineCore core, JsonElement input)
    {
        if (Text(input, "trigger_type") is not { } type || Text(input, "function_id") is not { } functionId)
        {
            return Outcome.Failed("deserialization_error", "Failed to deserialize input for engine::register_trigger: missing field `trigger_type` or `function_id`");
        }

        var id = Guid.NewGuid().ToString();
        var config = input.TryGetProperty("config", out var given) ? given : CanonicalJson.Parse("null"u8);
        var trigger = new RegisteredTrigger(id, type, functionId, config, Default, null)
        {
            Metadata = input.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is not JsonValueKind.Null ? metadata : null,
            ProviderNamespace = Text(input, "trigger_namespace"),
        };
        return core.Triggers.Add(trigger) is { } problem
            ? Outcome.Failed("trigger_registration_failed", problem)
            : Outcome.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", id);
                writer.WriteEndObject();
            });
    }

    private static IEnumerable<RegisteredTrigger> Matching(EngineCore core, JsonElement input) => core.Triggers.Live
        .Where(t => Included(input, t.FunctionId))
        .Where(t => Text(input, "trigger_type") is not { } type || t.Type == type)
        .Where(t => Text(input, "function_id") is not { } function || t.FunctionId == function)
        .OrderBy(t => t.Id, StringComparer.Ordinal);

    private static void FunctionFacts(Utf8JsonWriter writer, RegisteredFunction function)
    {
        if (function.Description is { } description)
        {
            writer.WriteString("description", description);
        }

        writer.WriteString("function_id", function.Id);
        Optional(writer, "metadata", function.Metadata);
        writer.WriteString("namespace", function.Namespace);
        writer.WriteString("worker_name", OwnerName(function));
    }

    private static void Worker(Utf8JsonWriter writer, EngineCore core, WorkerConnection worker, bool withDetails = false)
    {
        writer.WriteStartObject();
        writer.WriteNumber("active_invocations", core.ActiveInvocations(worker));
        writer.WriteNumber("connected_at_ms", worker.ConnectedAt);
        writer.WriteString("description", worker.Description);
        writer.WriteNumber("function_count", core.Functions.Values.Count(f => f.Owner == worker));
        writer.WriteString("id", worker.Id);
        if (withDetails)
        {
            writer.WriteBoolean("internal", false);
        }

        writer.WriteString("ip_address", worker.Address);
        writer.WriteString("isolation", worker.Isolation);
        writer.WriteString("name", worker.Name);
        writer.WriteString("namespace", worker.Namespace ?? Default);
        writer.WriteString("os", worker.Os);
        if (withDetails && worker.Pid is { } pid)
        {
            writer.WriteNumber("pid", pid);
        }

        writer.WriteString("runtime", worker.Runtime);
        writer.WriteString("status", "connected");
        writer.WriteString("version", worker.Version);
        writer.WriteEndObject();
    }

    private static void TriggerTypeRow(Utf8JsonWriter writer, TriggerType type)
    {
        writer.WriteStartObject();
        writer.WriteString("description", type.Description);
        writer.WriteString("id", type.Id);
        writer.WriteString("namespace", type.Namespace);
        writer.WriteString("worker_name", ProviderName(type));
        writer.WriteEndObject();
    }

    private static void TriggerRow(Utf8JsonWriter writer, EngineCore core, RegisteredTrigger trigger)
    {
        var config = CanonicalJson.Make(w => CanonicalJson.Write(w, trigger.Config));
        var summary = config.GetRawText();
        writer.WriteStartObject();
        writer.WritePropertyName("config");
        config.WriteTo(writer);
        writer.WriteString("config_summary", summary.Length > 80 ? summary[..80] + "…" : summary);
        writer.WriteString("function_id", trigger.FunctionId);
        writer.WriteString("id", trigger.Id);
        writer.WriteString("trigger_type", trigger.Type);
        writer.WriteString("worker_name", OwnerName(core, trigger));
        writer.WriteEndObject();
    }

    private static void Rows<T>(Utf8JsonWriter writer, string name, IEnumerable<T> rows, Action<T> write)
    {
        writer.WriteStartObject();
        Array(writer, name, rows, write);
        writer.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter writer, string name, IEnumerable<T> rows, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var row in rows)
        {
            write(row);
        }

        writer.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter writer, string name, JsonElement? value)
    {
        if (value is { } json)
        {
            writer.WritePropertyName(name);
            CanonicalJson.Write(writer, json);
        }
    }

    private static bool Included(JsonElement input, string id) =>
        IsTrue(input, "include_internal") || !id.StartsWith("engine::", StringComparison.Ordinal) || id.StartsWith("engine::queue::", StringComparison.Ordinal);

    private static string OwnerName(RegisteredFunction function) => function.ModuleName ?? function.Owner?.Name ?? FirstSegment(function.Id);

    private static string OwnerName(EngineCore core, RegisteredTrigger trigger) =>
        core.Functions.TryGetValue((trigger.TargetNamespace, trigger.FunctionId), out var function) ? OwnerName(function) : FirstSegment(trigger.FunctionId);

    private static string ProviderName(TriggerType type) => type.Owner?.Name ?? (type.Id == "http" ? "iii-http" : FirstSegment(type.Id));

    private static string FirstSegment(string id) => id.Split("::")[0];

    private static bool IsTrue(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
