using System.Collections.Concurrent;
using System.Text.Json;

namespace Iii.DevEngine.Modules.Configuration;

/// <summary>Configurations with schemas, and triggers on their changes.</summary>
internal sealed class ConfigurationModule : IEngineModule
{
    private const int MaxIdLength = 64;

    private static readonly InputField s_id = InputField.Required("id");
    private static readonly InputField[] s_entry = [s_id, InputField.Required("name"), InputField.Required("description"), InputField.Required("schema", InputKind.Any)];
    private static readonly InputShape s_binding = new(
        "ConfigurationTriggerConfig", InputField.Optional("configuration_id"), InputField.Optional("event_types", InputKind.Texts), InputField.Optional("condition_function_id"));

    private readonly BuiltInSource _updated = new("configuration::on-updated", "Called when a configuration is registered or changed");
    private readonly EngineCore _core;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, ConfigurationEntry> _entries = new(StringComparer.Ordinal);
    private readonly BindingSet _bindings = new(trigger => s_binding.Problem(trigger.Config) is { } problem ? $"Failed to parse configuration trigger config: {problem}" : null);

    public ConfigurationModule(EngineCore core)
    {
        _core = core;
        Functions =
        [
            new("configuration::register", "Registers a configuration with its schema, or registers it anew", new("ConfigurationRegisterInput", [.. s_entry, InputField.Optional("initial_value", InputKind.Any), InputField.Optional("metadata", InputKind.Any)]), Register),
            new("configuration::set", "Sets the value of a configuration", new("ConfigurationSetInput", s_id, InputField.Required("value", InputKind.Any)), Set),
            new("configuration::get", "Reads the value of a configuration", new("ConfigurationGetInput", s_id, new("raw", InputKind.StrictFlag, IsRequired: false)), Get),
            new("configuration::list", "Lists the configurations without their values", new InputShape("ConfigurationListInput"), _ => List()),
            new("configuration::schema", "Describes a configuration", new("ConfigurationSchemaInput", s_id), Schema),
        ];
        TriggerTypes = [new("configuration", "Configuration trigger — fires on register/update/delete events", _bindings)];
    }

    public string Name => "configuration";

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources => [_updated];

    private static Outcome? RefusalOf(string id) => id.Length is 0 or > MaxIdLength || !id.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_')
        ? Outcome.Failed("INVALID_ID", $"invalid configuration id '{id}': must match [a-z0-9_-]{{1,64}}")
        : null;

    private static Outcome NotFound(string id) => Outcome.Failed("NOT_FOUND", $"configuration '{id}' not found");

    // What can not be filled in yet is checked when it is read.
    private static Outcome? RefusalOf(JsonElement value, JsonElement schema)
    {
        List<string> missing = [];
        var filled = Placeholders.Expand(value, missing);
        return missing.Count == 0 && SchemaCheck.Problem(filled, schema) is { } problem ? Outcome.Failed("SCHEMA_INVALID", $"schema validation failed: {problem}") : null;
    }

    private static JsonElement? Filled(JsonElement? value) => value is { } json ? Placeholders.Expand(json, []) : null;

    private Outcome Register(BuiltInCall call)
    {
        var id = call.Required("id");
        if (RefusalOf(id) is { } refusal)
        {
            return refusal;
        }

        var schema = CanonicalJson.Copy(call.Input.GetProperty("schema"));
        var initial = call.Input.Json("initial_value") is { } given ? CanonicalJson.Copy(given) : (JsonElement?)null;
        if (initial is { } value && RefusalOf(value, schema) is { } mismatch)
        {
            return mismatch;
        }

        lock (_gate)
        {
            // Without a new value the old one stays, whatever the new schema says of it.
            var old = _entries.GetValueOrDefault(id);
            var metadata = call.Input.Json("metadata") is { } extra ? CanonicalJson.Copy(extra) : (JsonElement?)null;
            var entry = new ConfigurationEntry(id, call.Required("name"), call.Required("description"), schema, initial ?? old?.Value ?? CanonicalJson.Copy(default), metadata);
            _entries[id] = entry;
            Fire(entry, old is null ? "configuration:registered" : "configuration:updated", old?.Value, call);
            return Outcome.Object(writer => entry.WriteTo(writer, withValue: true));
        }
    }

    private Outcome Set(BuiltInCall call)
    {
        var id = call.Required("id");
        if (RefusalOf(id) is { } refusal)
        {
            return refusal;
        }

        lock (_gate)
        {
            if (!_entries.TryGetValue(id, out var old))
            {
                return Outcome.Failed("NOT_REGISTERED", $"configuration '{id}' is not registered; call configuration::register first");
            }

            if (old.Schema.ValueKind is JsonValueKind.Null)
            {
                return Outcome.Failed("SCHEMA_UNAVAILABLE", $"configuration '{id}' has no schema available yet; the owning worker must register before values can be set");
            }

            var value = CanonicalJson.Copy(call.Input.GetProperty("value"));
            if (RefusalOf(value, old.Schema) is { } mismatch)
            {
                return mismatch;
            }

            var entry = old with { Value = value };
            _entries[id] = entry;
            Fire(entry, "configuration:updated", old.Value, call);
            return Outcome.Object(writer =>
            {
                writer.WriteField("new_value", value);
                writer.WriteField("old_value", old.Value);
            });
        }
    }

    private Outcome Get(BuiltInCall call)
    {
        var id = call.Required("id");
        if (!_entries.TryGetValue(id, out var entry))
        {
            return NotFound(id);
        }

        var value = entry.Value;
        if (!call.IsTrue("raw"))
        {
            List<string> missing = [];
            value = Placeholders.Expand(value, missing);
            if (missing.Count > 0)
            {
                return Outcome.Failed("EXPAND_FAILED", $"configuration '{id}' references unset environment variable(s) with no default: {string.Join(", ", missing)}");
            }

            if (entry.Schema.ValueKind is not JsonValueKind.Null && SchemaCheck.Problem(value, entry.Schema) is { } problem)
            {
                return Outcome.Failed("SCHEMA_INVALID", $"schema validation failed: {problem}");
            }
        }

        return Outcome.Object(writer =>
        {
            writer.WriteString("id", id);
            writer.WriteField("value", value);
        });
    }

    private Outcome List() => Outcome.Object(writer =>
    {
        writer.WriteStartArray("configurations");
        foreach (var entry in _entries.Values.OrderBy(e => e.Id, Utf8Order.Instance))
        {
            writer.WriteStartObject();
            entry.WriteTo(writer, withValue: false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private Outcome Schema(BuiltInCall call) => _entries.TryGetValue(call.Required("id"), out var entry)
        ? Outcome.Object(writer => entry.WriteTo(writer, withValue: false))
        : NotFound(call.Required("id"));

    private void Fire(ConfigurationEntry entry, string eventType, JsonElement? old, BuiltInCall cause)
    {
        RegisteredTrigger[] matching =
        [
            .. _bindings.All.Where(b => (b.Config.Text("configuration_id") ?? entry.Id) == entry.Id
                && (b.Config.Json("event_types") is not { } types || types.EnumerateArray().Any(t => t.GetString() == eventType))),
        ];
        if (matching.Length == 0 && !_updated.IsObserved)
        {
            return;
        }

        var @event = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("description", entry.Description);
            writer.WriteString("event_type", eventType);
            writer.WriteString("id", entry.Id);
            writer.WriteOptional("metadata", entry.Metadata);
            writer.WriteString("name", entry.Name);
            writer.WriteField("new_value", Filled(entry.Value));
            writer.WriteField("old_value", Filled(old));
            writer.WriteField("schema", entry.Schema);
            writer.WriteString("type", "configuration");
            writer.WriteEndObject();
        });
        _core.FireInSequence(matching, @event);
        if (_updated.IsObserved)
        {
            _updated.Raise(@event, cause);
        }
    }
}
