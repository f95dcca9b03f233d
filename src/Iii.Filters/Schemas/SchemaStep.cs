using System.Text.Json;
using Iii.Filters.Syntax;

namespace Iii.Filters.Schemas;

/// <summary>Specifies where a step leads.</summary>
internal enum SchemaStepKind
{
    /// <summary>To a schema.</summary>
    Known,

    /// <summary>Nowhere: the schema has no such member.</summary>
    Missing,

    /// <summary>To a value that the schema does not describe.</summary>
    Open,

    /// <summary>To a value that the schema describes in a way that is not followed.</summary>
    Unverified,
}

/// <summary>Represents where a step of a path leads in a schema.</summary>
/// <param name="Kind">Where it leads.</param>
/// <param name="Schema">The schema of the value, if it is known.</param>
/// <param name="Reason">Why the value is not verified.</param>
internal readonly record struct SchemaStep(SchemaStepKind Kind, JsonElement Schema = default, string Reason = "")
{
    private static readonly string[] s_unfollowed =
        ["patternProperties", "anyOf", "oneOf", "allOf", "if", "dependentSchemas", "unevaluatedProperties"];

    /// <summary>Takes one step.</summary>
    public static SchemaStep Take(SchemaFormat format, JsonElement schema, PathSegment segment)
    {
        if (!format.TryResolve(ref schema, out var keyword))
        {
            return Unfollowed(keyword);
        }

        var step = TakeResolved(schema, segment);
        if (step.Kind != SchemaStepKind.Known)
        {
            return step;
        }

        var target = step.Schema;
        return format.TryResolve(ref target, out _) && target.ValueKind == JsonValueKind.False ? new SchemaStep(SchemaStepKind.Missing) : step;
    }

    /// <summary>Takes the step from an array to its elements.</summary>
    public static SchemaStep TakeElement(SchemaFormat format, JsonElement schema)
    {
        if (!format.TryResolve(ref schema, out var keyword))
        {
            return Unfollowed(keyword);
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return new SchemaStep(SchemaStepKind.Open);
        }

        return TakeItems(schema) ?? (Allows(schema, "array") ? new SchemaStep(SchemaStepKind.Open) : WrongType());
    }

    private static SchemaStep TakeResolved(JsonElement schema, PathSegment segment)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return new SchemaStep(schema.ValueKind == JsonValueKind.False ? SchemaStepKind.Missing : SchemaStepKind.Open);
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty(segment.Key, out var property))
        {
            return new SchemaStep(SchemaStepKind.Known, property);
        }

        if (segment.Index >= 0 && TakeItems(schema) is { } item)
        {
            return item;
        }

        if (Array.Find(s_unfollowed, k => schema.TryGetProperty(k, out _)) is { } keyword)
        {
            return Unfollowed(keyword);
        }

        if (schema.TryGetProperty("additionalProperties", out var additional))
        {
            if (additional.ValueKind == JsonValueKind.False)
            {
                return new SchemaStep(SchemaStepKind.Missing);
            }

            if (additional.ValueKind == JsonValueKind.Object)
            {
                return new SchemaStep(SchemaStepKind.Known, additional);
            }
        }

        return Allows(schema, "object") || (segment.Index >= 0 && Allows(schema, "array")) ? new SchemaStep(SchemaStepKind.Open) : WrongType();
    }

    private static SchemaStep? TakeItems(JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items))
        {
            return items.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False
                ? new SchemaStep(SchemaStepKind.Known, items)
                : Unfollowed("items");
        }

        return schema.TryGetProperty("prefixItems", out _) ? Unfollowed("prefixItems") : null;
    }

    private static bool Allows(JsonElement schema, string type) =>
        !schema.TryGetProperty("type", out var types) || types.ValueKind switch
        {
            JsonValueKind.String => types.ValueEquals(type),
            JsonValueKind.Array => types.EnumerateArray().Any(t => t.ValueKind == JsonValueKind.String && t.ValueEquals(type)),
            _ => true,
        };

    private static SchemaStep Unfollowed(string keyword) => new(SchemaStepKind.Unverified, Reason: $"{keyword} is not followed");

    private static SchemaStep WrongType() => new(SchemaStepKind.Unverified, Reason: "its type makes the path always absent");
}
