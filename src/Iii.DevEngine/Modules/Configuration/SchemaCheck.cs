using System.Text.Json;
using Json.Schema;

namespace Iii.DevEngine.Modules.Configuration;

/// <summary>Checks values against JSON Schemas.</summary>
internal static class SchemaCheck
{
    /// <summary>Says what is wrong with a value, or with the schema itself; null when nothing is.</summary>
    public static string? Problem(JsonElement value, JsonElement schema)
    {
        JsonSchema built;
        try
        {
            // A registry of its own: schemas of the same id do not meet, and none outlives the call.
            built = JsonSchema.Build(schema, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        }
        catch (Exception e) when (e is JsonException or JsonSchemaException or ArgumentException or InvalidOperationException)
        {
            return $"invalid JSON Schema: {e.Message}";
        }

        var result = built.Evaluate(value, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? null : string.Join("; ", Errors(result).Distinct().DefaultIfEmpty("the value does not match the schema"));
    }

    private static IEnumerable<string> Errors(EvaluationResults result)
    {
        var own = result.Errors?.Values.Select(e => result.InstanceLocation.ToString() is { Length: > 0 } place ? $"{place}: {e}" : e) ?? [];
        return own.Concat(result.Details?.SelectMany(Errors) ?? []);
    }
}
