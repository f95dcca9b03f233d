using System.Text.Json;
using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.State;

/// <summary>Values by scope and key, and triggers on their changes.</summary>
internal sealed class StateModule : IEngineModule
{
    private static readonly InputField[] s_key = [InputField.Required("scope"), InputField.Required("key")];
    private static readonly InputShape s_binding = new("StateTriggerConfig", InputField.Optional("scope"), InputField.Optional("key"), InputField.Optional("condition_function_id"));

    private readonly BuiltInSource _changed = new("state::on-changed", "Called when a value is stored, changed or removed");
    private readonly EngineCore _core;
    private readonly KeyValueStore _store;
    private readonly BindingSet _bindings = new(trigger => s_binding.Problem(trigger.Config) is { } problem ? $"Failed to parse trigger config: {problem}" : null);

    public StateModule(EngineCore core)
    {
        _core = core;
        _store = new KeyValueStore(core.Journal, "state");
        Functions =
        [
            new("state::set", "Stores a value under a scope and a key", new("StateSetInput", [.. s_key, InputField.Required("value", InputKind.Any) with { Alias = "data" }]), Set),
            new("state::get", "Reads the value of a scope and a key", new("StateGetInput", s_key), call => Outcome.Stored(_store.Get(call.Required("scope"), call.Required("key")))),
            new("state::delete", "Removes the value of a scope and a key", new("StateDeleteInput", s_key), Delete),
            new("state::update", "Changes parts of a value in one step", new("StateUpdateInput", [.. s_key, UpdateOperation.Field]), Update),
            new("state::list", "Reads all values of a scope", new("StateGetGroupInput", s_key[0]), call => Outcome.Of(writer => WriteAll(writer, _store.List(call.Required("scope"))))),
            new("state::list_groups", "Lists the scopes", new("StateListGroupsInput"), _ => Groups()),
        ];
        TriggerTypes = [new("state", "State trigger", _bindings)];
    }

    public string Name => "iii-state";

    public KeyValueStore Store => _store;

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources => [_changed];

    private static void WriteAll(Utf8JsonWriter writer, IReadOnlyList<JsonElement> values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            value.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private Outcome Set(BuiltInCall call)
    {
        var value = CanonicalJson.Copy(call.Input.TryGetProperty("value", out var given) ? given : call.Input.GetProperty("data"));
        if (_core.Options.MaxStateValueBytes is { } limit && CanonicalJson.SizeOf(value) is var size && size > limit)
        {
            return Outcome.Failed("VALUE_TOO_LARGE", $"value of {size} bytes exceeds the configured max_value_bytes limit of {limit}");
        }

        var old = _store.Set(call.Required("scope"), call.Required("key"), value);
        Fire(call, old is null ? "state:created" : "state:updated", old, value);
        return new UpdateResult(old, value, []).ToOutcome();
    }

    private Outcome Delete(BuiltInCall call)
    {
        var old = _store.Delete(call.Required("scope"), call.Required("key"));
        Fire(call, "state:deleted", old, null);
        return Outcome.Stored(old);
    }

    private Outcome Update(BuiltInCall call)
    {
        var result = _store.Update(call.Required("scope"), call.Required("key"), UpdateOperation.Read(call.Input.GetProperty("ops")));
        Fire(call, result.Old is null ? "state:created" : "state:updated", result.Old, result.New);
        return result.ToOutcome();
    }

    private Outcome Groups() => Outcome.Object(writer =>
    {
        writer.WriteStartArray("groups");
        foreach (var group in _store.Groups.Order(Utf8Order.Instance))
        {
            writer.WriteStringValue(group);
        }

        writer.WriteEndArray();
    });

    private void Fire(BuiltInCall call, string eventType, JsonElement? old, JsonElement? value)
    {
        var scope = call.Required("scope");
        var key = call.Required("key");
        var matching = _bindings.All.Where(b => (b.Config.Text("scope") ?? scope) == scope && (b.Config.Text("key") ?? key) == key).ToArray();
        if (matching.Length == 0 && !_changed.IsObserved)
        {
            return;
        }

        var @event = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("event_type", eventType);
            writer.WriteString("key", key);
            writer.WriteField("new_value", value);
            writer.WriteField("old_value", old);
            writer.WriteString("scope", scope);
            writer.WriteString("type", "state");
            writer.WriteEndObject();
        });
        _core.FireInSequence(matching, @event);
        if (_changed.IsObserved)
        {
            _changed.Raise(@event, call);
        }
    }
}
