using System.Text.Json;
using Json.Schema;

namespace Iii.DevEngine.Modules.Configuration;

/// <summary>Checks values against JSON Schemas.</summary>
internal static class SchemaCheck
{
    /// <summary>Says what is wrong with a value, or with the schema itself; null when nothing is.</summary>
    public static string? Problem(JsonElement value, JsonElement schema) =>
        Build(schema, out var problem) is { } built ? Problem(value, built) : $"invalid JSON Schema: {problem}";

    /// <summary>Says what is wrong with a value; null when nothing is.</summary>
    public static string? Problem(JsonElement value, JsonSchema schema)
    {
        try
        {
            var result = schema.Evaluate(value, new EvaluationOptions { OutputFormat = OutputFormat.List });
            return result.IsValid ? null
                : string.Join("; ", Errors(result).Distinct().DefaultIfEmpty("the value does not match the schema"));
        }
        catch (Exception e) when (IsSchemaError(e))
        {
            return $"invalid JSON Schema: {e.Message}";
        }
    }

    /// <summary>Makes a schema ready for use.</summary>
    /// <returns>Null when it is none.</returns>
    public static JsonSchema? Build(JsonElement schema, out string? problem)
    {
        problem = SchemaCycles.Problem(schema);
        if (problem is not null)
        {
            return null;
        }

        try
        {
            // A registry of its own: schemas of the same id do not meet, and none outlives its user.
            return JsonSchema.Build(schema, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        }
        catch (Exception e) when (IsSchemaError(e))
        {
            problem = e.Message;
            return null;
        }
    }

    private static bool IsSchemaError(Exception e) =>
        e is JsonException or JsonSchemaException or ArgumentException or InvalidOperationException;

    private static IEnumerable<string> Errors(EvaluationResults result)
    {
        var own = result.Errors?.Values.Select(e => result.InstanceLocation.ToString() is { Length: > 0 } place ? $"{place}: {e}" : e)
            ?? [];
        return own.Concat(result.Details?.SelectMany(Errors) ?? []);
    }
}
