using System.Text.Json;

namespace Iii.Filters.Schemas;

/// <summary>Represents the schema of requests or of responses.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Root">The schema.</param>
internal sealed record SchemaFormat(string Name, JsonElement Root)
{
    /// <summary>What a message of the engine nests at most, and more.</summary>
    private const int MaxDepth = 256;

    private const int MaxHops = 31;

    private static readonly string[] s_structure =
    [
        "properties", "additionalProperties", "items", "prefixItems", "additionalItems", "patternProperties", "anyOf", "oneOf", "allOf", "not", "if", "then",
        "else", "dependentSchemas", "unevaluatedProperties", "$ref", "$dynamicRef",
    ];

    /// <summary>Reads a schema; null if it is not known.</summary>
    public static SchemaFormat? Read(string name, ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        var root = JsonElement.ParseValue(ref reader);
        return reader.Read() ? throw new JsonException($"{name} is more than one JSON value.") : new SchemaFormat(name, root);
    }

    /// <summary>Follows references and wrappers to the schema that says something itself. Returns false if one of them cannot be followed.</summary>
    /// <param name="schema">The schema; afterwards, where it leads.</param>
    /// <param name="keyword">What cannot be followed.</param>
    public bool TryResolve(ref JsonElement schema, out string keyword)
    {
        keyword = "";
        for (var hops = 0; schema.ValueKind == JsonValueKind.Object; hops++)
        {
            JsonElement next;
            if (schema.TryGetProperty("$ref", out var reference))
            {
                if (!IsAlone(schema, "$ref") || !TryFollow(reference, out next))
                {
                    keyword = "$ref";
                    return false;
                }
            }
            else if (schema.TryGetProperty("$dynamicRef", out _))
            {
                keyword = "$dynamicRef";
                return false;
            }
            else if (!TryUnwrap(schema, out next))
            {
                return true;
            }

            if (hops == MaxHops)
            {
                keyword = "$ref";
                return false;
            }

            schema = next;
        }

        return true;
    }

    private static bool TryUnwrap(JsonElement schema, out JsonElement next)
    {
        next = default;
        if (schema.TryGetProperty("allOf", out var all) && all.ValueKind == JsonValueKind.Array && all.GetArrayLength() == 1 && IsAlone(schema, "allOf"))
        {
            next = all[0];
            return true;
        }

        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            if (!schema.TryGetProperty(keyword, out var branches) || branches.ValueKind != JsonValueKind.Array || !IsAlone(schema, keyword))
            {
                continue;
            }

            var others = branches.EnumerateArray().Where(b => !IsNull(b)).Take(2).ToArray();
            if (others.Length == 1)
            {
                next = others[0];
                return true;
            }
        }

        return false;
    }

    private static bool IsNull(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String && type.ValueEquals("null"u8);

    private static bool IsAlone(JsonElement schema, string keyword) =>
        !Array.Exists(s_structure, other => other != keyword && schema.TryGetProperty(other, out _));

    private bool TryFollow(JsonElement reference, out JsonElement target)
    {
        target = Root;
        if (reference.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var pointer = reference.GetString()!;
        if (pointer == "#")
        {
            return true;
        }

        if (!pointer.StartsWith("#/", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var token in pointer[2..].Split('/'))
        {
            var key = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            switch (target.ValueKind)
            {
                case JsonValueKind.Object when target.TryGetProperty(key, out var member):
                    target = member;
                    break;
                case JsonValueKind.Array when TryIndex(key, target.GetArrayLength(), out var index):
                    target = target[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool TryIndex(string key, int length, out int index)
    {
        index = -1;
        return key.Length > 0 && (key[0] != '0' || key.Length == 1) && key.All(char.IsAsciiDigit)
            && int.TryParse(key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out index) && index < length;
    }
}
