using System.Text.Json;

namespace Iii.Observers.Triggers;

/// <summary>Reads the fields of a trigger's configuration; those of another type than expected count as absent.</summary>
internal readonly struct TriggerConfiguration(JsonElement root)
{
    /// <summary>Gets the function that decides whether the trigger fires; null for none.</summary>
    public string? Condition => NonEmptyText("condition_function_id");

    /// <summary>Gets whether there is nothing in it.</summary>
    public bool IsEmpty => root.ValueKind is JsonValueKind.Null || (root.ValueKind is JsonValueKind.Object && !root.EnumerateObject().Any());

    /// <summary>Gets a string; null when it is absent.</summary>
    public string? Text(string name) => Find(root, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Gets a string; null when it is absent or empty.</summary>
    public string? NonEmptyText(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>Gets the strings of an array; empty when it is absent.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Find(root, name) is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.String).Select(e => e.GetString()!)]
            : [];

    /// <summary>Gets a value as JSON text, from the path of its names; null when it is absent or null.</summary>
    public string? Json(params ReadOnlySpan<string> path)
    {
        JsonElement? value = root;
        foreach (var name in path)
        {
            value = value is { } parent ? Find(parent, name) : null;
        }

        return value is { ValueKind: not JsonValueKind.Null } found ? found.GetRawText() : null;
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;
}
