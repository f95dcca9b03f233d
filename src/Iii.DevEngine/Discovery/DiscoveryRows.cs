using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary>Writes what the lists and details consist of, keys in order, and knows the names of owners.</summary>
internal sealed class DiscoveryRows(EngineCore core)
{
    private const int SummaryLength = 80;

    /// <summary>Whom the real engine names for types that nobody connected provides.</summary>
    private static readonly Dictionary<string, string> s_providers = new(StringComparer.Ordinal)
    {
        ["http"] = "iii-http",
        ["cron"] = "iii-cron",
        ["subscribe"] = "iii-pubsub",
        ["state"] = "iii-state",
        ["durable:subscriber"] = "queue",
        ["stream"] = "iii-stream",
        ["stream:join"] = "iii-stream",
        ["stream:leave"] = "iii-stream",
        ["log"] = "iii-observability",
        ["trace"] = "iii-observability",
        ["configuration"] = "configuration",
    };

    public static void WriteArray<T>(Utf8JsonWriter writer, string name, IEnumerable<T> rows, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var row in rows)
        {
            write(row);
        }

        writer.WriteEndArray();
    }

    /// <summary>An answer that is one list.</summary>
    public static Outcome ListOf<T>(string name, IEnumerable<T> rows, Action<Utf8JsonWriter, T> write) =>
        Outcome.Object(writer => WriteArray(writer, name, rows, row => write(writer, row)));

    /// <summary>Whether a text is found in one of some others, whatever the case; an empty one always is.</summary>
    public static bool Finds(string? search, params string?[] texts) =>
        string.IsNullOrEmpty(search) || texts.Any(t => t?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);

    public string OwnerOf(RegisteredFunction function) => OwnerOf(function.Namespace, function.Id, function);

    /// <summary>The owner of a binding's function, whether it is there or not.</summary>
    public string OwnerOf(RegisteredTrigger trigger) =>
        OwnerOf(trigger.TargetNamespace, trigger.FunctionId, core.Functions.GetValueOrDefault((trigger.TargetNamespace, trigger.FunctionId)));

    public static string ProviderOf(TriggerType type) => type.Owner?.Name ?? s_providers.GetValueOrDefault(type.Id, FirstSegment(type.Id));

    /// <summary>The bindings of one function that somebody provides.</summary>
    public IEnumerable<RegisteredTrigger> BindingsOf(RegisteredFunction function) =>
        LiveBindings.Of(core).Where(t => t.FunctionId == function.Id && t.TargetNamespace == function.Namespace);

    public void WriteFunction(Utf8JsonWriter writer, RegisteredFunction function)
    {
        writer.WriteStartObject();
        WriteFunctionFields(writer, function);
        writer.WriteString("worker_name", OwnerOf(function));
        writer.WriteEndObject();
    }

    public void WriteFunctionDetail(Utf8JsonWriter writer, RegisteredFunction function)
    {
        writer.WriteStartObject();
        WriteFunctionFields(writer, function);
        WriteLocalCalls(writer, function);
        WriteArray(writer, "registered_triggers", BindingsOf(function), trigger =>
        {
            writer.WriteStartObject();
            writer.WriteField("config", trigger.Config);
            writer.WriteString("id", trigger.Id);
            writer.WriteString("trigger_type", trigger.Type);
            writer.WriteEndObject();
        });
        writer.WriteOptional("request_schema", function.RequestSchema);
        writer.WriteOptional("response_schema", function.ResponseSchema);
        writer.WriteString("worker_name", OwnerOf(function));
        writer.WriteEndObject();
    }

    public static void WriteTriggerType(Utf8JsonWriter writer, TriggerType type)
    {
        writer.WriteStartObject();
        writer.WriteString("description", type.Description);
        writer.WriteString("id", type.Id);
        writer.WriteString("namespace", type.Namespace);
        writer.WriteString("worker_name", ProviderOf(type));
        writer.WriteEndObject();
    }

    public void WriteTriggerTypeDetail(Utf8JsonWriter writer, TriggerType type)
    {
        writer.WriteStartObject();
        writer.WriteOptional("configuration_schema", type.ConfigSchema ?? BuiltInSchemas.ConfigOf(type.Id));
        writer.WriteString("description", type.Description);
        writer.WriteString("id", type.Id);
        writer.WriteNumber("instance_count", LiveBindings.Of(core).Count(t => t.Type == type.Id));
        writer.WriteString("namespace", type.Namespace);
        writer.WriteOptional("request_schema", type.PayloadSchema ?? BuiltInSchemas.PayloadOf(type.Id));
        writer.WriteOptional("response_schema", type.ResponseSchema ?? BuiltInSchemas.ResponseOf(type.Id));
        writer.WriteString("worker_name", ProviderOf(type));
        writer.WriteEndObject();
    }

    public void WriteBinding(Utf8JsonWriter writer, RegisteredTrigger trigger)
    {
        var config = CanonicalJson.Copy(trigger.Config);
        writer.WriteStartObject();
        writer.WriteField("config", config);
        writer.WriteString("config_summary", Summary(config.GetRawText()));
        writer.WriteString("function_id", trigger.FunctionId);
        writer.WriteString("id", trigger.Id);
        writer.WriteString("trigger_type", trigger.Type);
        writer.WriteString("worker_name", OwnerOf(trigger));
        writer.WriteEndObject();
    }

    private static string FirstSegment(string id) => id.Split("::")[0];

    // Counted in characters, not in halves of them.
    private static string Summary(string json)
    {
        var characters = json.EnumerateRunes().ToArray();
        return characters.Length <= SummaryLength ? json : string.Concat(characters.Take(SummaryLength)) + "…";
    }

    private string OwnerOf(string space, string id, RegisteredFunction? function) =>
        (space == EngineCore.DefaultNamespace ? core.ModuleOf(id) : null) ?? function?.Owner?.Name ?? FirstSegment(id);

    /// <summary>Writes what the host has counted of calls that stayed in its worker, unless there were none.</summary>
    private void WriteLocalCalls(Utf8JsonWriter writer, RegisteredFunction function)
    {
        if (core.Observers.LocalCallsOf((function.Namespace, function.Id)) is { Count: > 0 } calls)
        {
            writer.WriteStartObject("local_invocations");
            writer.WriteNumber("count", calls.Count);
            writer.WriteNumber("duration_ms_sum", calls.DurationMs);
            writer.WriteNumber("errors", calls.Errors);
            writer.WriteEndObject();
        }
    }

    private void WriteFunctionFields(Utf8JsonWriter writer, RegisteredFunction function)
    {
        var knowsObservers = core.Observers.IsEnabled;
        if (knowsObservers)
        {
            writer.WriteOptional("args_format", function.ArgsFormat?.Json);
        }

        writer.WriteOptional("description", function.Description);
        writer.WriteString("function_id", function.Id);
        writer.WriteOptional("metadata", function.Metadata);
        writer.WriteString("namespace", function.Namespace);
        if (knowsObservers)
        {
            writer.WriteBoolean("observable", function.IsObservable);
            writer.WriteNumber("observer_count", core.Observers.CountOf((function.Namespace, function.Id)));
            writer.WriteBoolean("private", function.IsPrivate);
        }
    }
}
