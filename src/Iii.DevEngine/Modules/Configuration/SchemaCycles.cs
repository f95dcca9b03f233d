using System.Text.Json;

namespace Iii.DevEngine.Modules.Configuration;

/// <summary>
/// Finds references of a JSON Schema that lead back to where they began without going into the value: an evaluation of them would have no
/// end.
/// References into properties and items are fine, since a value has an end.
/// </summary>
internal sealed class SchemaCycles
{
    /// <summary>How many references may follow each other.</summary>
    private const int LongestChain = 128;

    private static readonly string[] s_references = ["$ref", "$dynamicRef", "$recursiveRef"];
    private static readonly string[] s_sameValue = ["not", "if", "then", "else"];
    private static readonly string[] s_sameValueLists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] s_sameValueMaps = ["dependentSchemas", "dependencies"];

    private readonly JsonElement _root;
    private readonly Dictionary<string, JsonElement> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);

    private SchemaCycles(JsonElement root)
    {
        _root = root;
        CollectNames(root);
    }

    /// <summary>Says which reference has no end; null when each has one.</summary>
    public static string? Problem(JsonElement schema)
    {
        if (schema.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            return "a schema is an object or a boolean";
        }

        return new SchemaCycles(schema).ProblemOfAll(schema);
    }

    private string? ProblemOfAll(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object =>
            ProblemAt(json) ?? json.EnumerateObject().Select(p => ProblemOfAll(p.Value)).FirstOrDefault(static p => p is not null),
        JsonValueKind.Array => json.EnumerateArray().Select(ProblemOfAll).FirstOrDefault(static p => p is not null),
        _ => null,
    };

    /// <summary>Follows what applies to the same value.</summary>
    private string? ProblemAt(JsonElement schema)
    {
        foreach (var name in s_references)
        {
            if (schema.ValueKind is JsonValueKind.Object && schema.Text(name) is { } reference && ProblemOf(reference) is { } problem)
            {
                return problem;
            }
        }

        return Applied(schema).Select(ProblemAt).FirstOrDefault(static p => p is not null);
    }

    private string? ProblemOf(string reference)
    {
        if (_closed.Contains(reference))
        {
            return null;
        }

        if (!_open.Add(reference))
        {
            return $"the reference '{reference}' leads back to itself";
        }

        if (_open.Count > LongestChain)
        {
            return $"more than {LongestChain} references follow each other";
        }

        var problem = Resolve(reference) is { } target ? ProblemAt(target) : null;
        _open.Remove(reference);
        _closed.Add(reference);
        return problem;
    }

    private static IEnumerable<JsonElement> Applied(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var property in schema.EnumerateObject())
        {
            if (s_sameValue.Contains(property.Name))
            {
                yield return property.Value;
            }
            else if (s_sameValueLists.Contains(property.Name) && property.Value.ValueKind is JsonValueKind.Array)
            {
                foreach (var branch in property.Value.EnumerateArray())
                {
                    yield return branch;
                }
            }
            else if (s_sameValueMaps.Contains(property.Name) && property.Value.ValueKind is JsonValueKind.Object)
            {
                foreach (var branch in property.Value.EnumerateObject())
                {
                    yield return branch.Value;
                }
            }
        }
    }

    /// <summary>
    /// The place that a reference means: a pointer from the root, or whatever has its name. What is elsewhere is not followed by the
    /// evaluation either.
    /// </summary>
    private JsonElement? Resolve(string reference)
    {
        if (reference is "#" or "")
        {
            return _root;
        }

        if (_named.TryGetValue(reference, out var named))
        {
            return named;
        }

        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var start = hash > 0 && _named.TryGetValue(reference[..hash], out var document) ? document : _root;
        return hash >= 0 && reference[(hash + 1)..] is var pointer && (pointer.Length == 0 || pointer[0] == '/') ? Follow(start, pointer)
            : null;
    }

    private static JsonElement? Follow(JsonElement json, string pointer)
    {
        foreach (var escaped in pointer.Split('/').Skip(1))
        {
            var segment = Uri.UnescapeDataString(escaped)
                .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (json.ValueKind is JsonValueKind.Object && json.TryGetProperty(segment, out var property))
            {
                json = property;
            }
            else if (json.ValueKind is JsonValueKind.Array && int.TryParse(segment, out var index) && index >= 0
                && index < json.GetArrayLength())
            {
                json = json[index];
            }
            else
            {
                return null;
            }
        }

        return json;
    }

    private void CollectNames(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                CollectNames(item);
            }
        }
        else if (json.ValueKind is JsonValueKind.Object)
        {
            Name(json, "$id", "");
            Name(json, "id", "");
            Name(json, "$anchor", "#");
            Name(json, "$dynamicAnchor", "#");
            foreach (var property in json.EnumerateObject())
            {
                CollectNames(property.Value);
            }
        }
    }

    private void Name(JsonElement json, string keyword, string prefix)
    {
        if (json.Text(keyword) is { } name)
        {
            var id = name.TrimEnd('#');
            _named.TryAdd(prefix + id, json);
            if (prefix.Length == 0 && id.LastIndexOf('/') is >= 0 and var slash)
            {
                // References may be relative.
                _named.TryAdd(id[(slash + 1)..], json);
            }
        }
    }
}
