using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Iii.Generators.Tests;

/// <summary>Says whether a JSON value fits a schema: the keywords that are emitted, and no others, so that none is overlooked.</summary>
internal sealed class JsonSchemaJudge(JsonElement root)
{
    /// <summary>Where the value does not fit, with the keyword; nothing when it does.</summary>
    public IEnumerable<string> Problems(JsonElement value) => Problems(root, value, "$");

    private IEnumerable<string> Problems(JsonElement schema, JsonElement value, string path) => schema.EnumerateObject().SelectMany(k => k.Name switch
    {
        "$schema" or "$defs" or "title" or "description" or "default" or "readOnly" or "writeOnly" or "deprecated" or "contentEncoding" => [],
        "$ref" => Problems(root.GetProperty("$defs").GetProperty(k.Value.GetString()!["#/$defs/".Length..]), value, path),
        "type" => Unless(Types(k.Value).Any(t => IsOf(t, value)), path, k),
        "enum" => Unless(k.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)), path, k),
        "const" => Unless(JsonElement.DeepEquals(k.Value, value), path, k),
        "not" => Unless(Problems(k.Value, value, path).Any(), path, k),
        "allOf" => k.Value.EnumerateArray().SelectMany(s => Problems(s, value, path)),
        "anyOf" => Unless(k.Value.EnumerateArray().Any(s => !Problems(s, value, path).Any()), path, k),
        "oneOf" => Unless(k.Value.EnumerateArray().Count(s => !Problems(s, value, path).Any()) == 1, path, k),
        "properties" => IsObject(value) ? k.Value.EnumerateObject().SelectMany(p => value.TryGetProperty(p.Name, out var member) ? Problems(p.Value, member, $"{path}.{p.Name}") : []) : [],
        "required" => IsObject(value) ? k.Value.EnumerateArray().SelectMany(n => Unless(value.TryGetProperty(n.GetString()!, out _), path, k)) : [],
        "additionalProperties" => IsObject(value) ? Additional(schema, k.Value, value, path) : [],
        "items" => value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().SelectMany((item, i) => Problems(k.Value, item, $"{path}[{i}]")) : [],
        "minItems" => Unless(value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() >= k.Value.GetInt32(), path, k),
        "maxItems" => Unless(value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() <= k.Value.GetInt32(), path, k),
        "minProperties" => Unless(!IsObject(value) || value.GetPropertyCount() >= k.Value.GetInt32(), path, k),
        "maxProperties" => Unless(!IsObject(value) || value.GetPropertyCount() <= k.Value.GetInt32(), path, k),
        "minLength" => Unless(value.ValueKind is not JsonValueKind.String || value.GetString()!.Length >= k.Value.GetInt32(), path, k),
        "maxLength" => Unless(value.ValueKind is not JsonValueKind.String || value.GetString()!.Length <= k.Value.GetInt32(), path, k),
        "pattern" => Unless(value.ValueKind is not JsonValueKind.String || Regex.IsMatch(value.GetString()!, k.Value.GetString()!, RegexOptions.ECMAScript), path, k),
        "format" => Unless(value.ValueKind is not JsonValueKind.String || HasFormat(k.Value.GetString()!, value.GetString()!), path, k),
        "minimum" => Unless(value.ValueKind is not JsonValueKind.Number || value.GetDouble() >= k.Value.GetDouble(), path, k),
        "maximum" => Unless(value.ValueKind is not JsonValueKind.Number || value.GetDouble() <= k.Value.GetDouble(), path, k),
        "exclusiveMinimum" => Unless(value.ValueKind is not JsonValueKind.Number || value.GetDouble() > k.Value.GetDouble(), path, k),
        "exclusiveMaximum" => Unless(value.ValueKind is not JsonValueKind.Number || value.GetDouble() < k.Value.GetDouble(), path, k),
        var unknown => throw new NotSupportedException($"The keyword '{unknown}' is not known."),
    });

    private IEnumerable<string> Additional(JsonElement schema, JsonElement additional, JsonElement value, string path)
    {
        foreach (var member in value.EnumerateObject().Where(m => !(schema.TryGetProperty("properties", out var known) && known.TryGetProperty(m.Name, out _))))
        {
            foreach (var problem in additional.ValueKind is JsonValueKind.False ? [$"{path}.{member.Name}: additionalProperties"] : Problems(additional, member.Value, $"{path}.{member.Name}"))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string?> Types(JsonElement types) => types.ValueKind is JsonValueKind.Array ? types.EnumerateArray().Select(t => t.GetString()) : [types.GetString()];

    private static bool IsOf(string? type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("null", JsonValueKind.Null) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => !value.GetRawText().Contains('.', StringComparison.Ordinal) || value.GetDouble() % 1 == 0,
        _ => false,
    };

    private static bool HasFormat(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uri-reference" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        "email" => text.Contains('@', StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsObject(JsonElement value) => value.ValueKind is JsonValueKind.Object;

    private static IEnumerable<string> Unless(bool fits, string path, JsonProperty keyword) => fits ? [] : [$"{path}: {keyword.Name} {keyword.Value.GetRawText()}"];
}
