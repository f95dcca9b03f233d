using Iii.Generators.Schemas;

namespace Iii.Generators.Triggers;

/// <summary>Writes a trigger's configuration: a JSON object without what is not set.</summary>
internal sealed class TriggerConfig
{
    private readonly List<string> _members = [];

    public bool IsEmpty => _members.Count == 0;

    /// <summary>A text; left out when it is null.</summary>
    public TriggerConfig Text(string name, string? value) => value is null ? this : Json(name, JsonLiteral.String(value));

    /// <summary>Any JSON.</summary>
    public TriggerConfig Json(string name, string json)
    {
        _members.Add($"\"{name}\":{json}");
        return this;
    }

    public TriggerConfig Condition(ConditionFound? condition) => Text("condition_function_id", condition?.Id);

    public override string ToString() => $"{{{string.Join(",", _members)}}}";
}
