using System.Text.Json;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Doctor;

/// <summary>Reads what the JSON Schema of a function says about the properties of an object.</summary>
internal static class FunctionSchema
{
    private const int MaxDepth = 8;

    private static readonly string[] s_combinators = ["allOf", "anyOf", "oneOf"];

    /// <summary>Gets the schema of what a function takes; null when it has none.</summary>
    public static JsonElement? Request(JsonElement function) => Schema(function, "request_schema") ?? Schema(function, "request_format");

    /// <summary>Gets the schema of what a function returns; null when it has none.</summary>
    public static JsonElement? Response(JsonElement function) => Schema(function, "response_schema") ?? Schema(function, "response_format");

    /// <summary>Tells whether a schema names a property.</summary>
    public static bool Names(JsonElement schema, string property) =>
        Parts(schema, schema, 0)
            .Any(p => Field(p, "properties", JsonValueKind.Object) is { } properties && properties.TryGetProperty(property, out _));

    /// <summary>Tells whether a schema requires a property, in one of its forms at least.</summary>
    public static bool Requires(JsonElement schema, string property) =>
        Parts(schema, schema, 0).Any(p => Field(p, "required", JsonValueKind.Array) is { } names
            && names.EnumerateArray().Any(n => n.ValueKind is JsonValueKind.String && n.ValueEquals(property)));

    private static JsonElement? Schema(JsonElement function, string name) => Field(function, name, JsonValueKind.Object);

    private static JsonElement? Field(JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    /// <summary>Gets a schema and those that it refers to or consists of.</summary>
    private static IEnumerable<JsonElement> Parts(JsonElement schema, JsonElement root, int depth)
    {
        yield return schema;
        if (depth >= MaxDepth)
        {
            yield break;
        }

        if (schema.Text("$ref") is { } reference && Resolve(reference, root) is { } referred)
        {
            foreach (var part in Parts(referred, root, depth + 1))
            {
                yield return part;
            }
        }

        foreach (var combinator in s_combinators)
        {
            if (Field(schema, combinator, JsonValueKind.Array) is not { } branches)
            {
                continue;
            }

            foreach (var part in branches.EnumerateArray().SelectMany(b => Parts(b, root, depth + 1)))
            {
                yield return part;
            }
        }
    }

    private static JsonElement? Resolve(string reference, JsonElement root)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return reference == "#" ? root : null;
        }

        var found = root;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind is not JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found;
    }
}
