using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>Applies the operations of an update, one after the other; what can not be applied is left out and reported.</summary>
internal static class UpdateOperations
{
    public static UpdateResult Apply(JsonElement? old, IReadOnlyList<UpdateOperation> operations)
    {
        var target = new UpdateTarget(old);
        var errors = new List<UpdateError>();
        for (var i = 0; i < operations.Count; i++)
        {
            if ((UpdateLimits.Problem(operations[i]) ?? Apply(target, operations[i])) is var (code, message))
            {
                errors.Add(new UpdateError(i, code, message));
            }
        }

        return new UpdateResult(old, target.ToElement(), errors);
    }

    private static (string Code, string Message)? Apply(UpdateTarget target, UpdateOperation operation) => operation.Kind switch
    {
        "set" => Set(target, operation),
        "merge" => Merge(target, operation),
        "increment" => Count(target, operation, operation.By),
        "decrement" => Count(target, operation, -(Int128)operation.By),
        "append" => Append(target, operation),
        _ => Remove(target, operation),
    };

    private static (string Code, string Message)? Set(UpdateTarget target, UpdateOperation operation)
    {
        if (operation.Path.Count == 0)
        {
            target.Root = UpdateTarget.ToNode(operation.Value);
        }
        else if (target.Root is JsonObject fields)
        {
            fields[operation.Path[0]] = UpdateTarget.ToNode(operation.Value);
        }
        else
        {
            return NoObject(target, operation);
        }

        target.IsMissing = false;
        return null;
    }

    private static (string Code, string Message)? Merge(UpdateTarget target, UpdateOperation operation)
    {
        if (operation.Path.Count == 0 && target.Root is not JsonObject)
        {
            // The real engine leaves this one out without a word.
            return null;
        }

        var fields = target.Walk(operation.Path, operation.Path.Count);
        foreach (var property in operation.Value.EnumerateObject())
        {
            fields[property.Name] = UpdateTarget.ToNode(property.Value);
        }

        target.IsMissing = false;
        return null;
    }

    private static (string Code, string Message)? Count(UpdateTarget target, UpdateOperation operation, Int128 by)
    {
        if (operation.Path.Count == 0)
        {
            if ((target.IsMissing ? JsonNumber.Of(by) : JsonNumber.Add(target.Root, by)) is not { } sum)
            {
                return NoNumber(operation, target.Root);
            }

            target.Root = sum;
        }
        else if (target.Root is JsonObject fields)
        {
            var key = operation.Path[0];
            if ((fields.TryGetPropertyValue(key, out var value) ? JsonNumber.Add(value, by) : JsonNumber.Of(by)) is not { } sum)
            {
                return NoNumber(operation, value);
            }

            fields[key] = sum;
        }
        else
        {
            return NoObject(target, operation);
        }

        target.IsMissing = false;
        return null;
    }

    private static (string Code, string Message)? Append(UpdateTarget target, UpdateOperation operation)
    {
        if (operation.Path.Count == 0)
        {
            var root = target.IsMissing ? null : target.Root;
            if (AppendTo(ref root, operation, "root") is { } problem)
            {
                target.Root = root;
                return problem;
            }

            target.Root = root;
            target.IsMissing = false;
            return null;
        }

        if (target.Root is not JsonObject)
        {
            return NoObject(target, operation);
        }

        target.IsMissing = false;
        var fields = target.Walk(operation.Path, operation.Path.Count - 1);
        var key = operation.Path[^1];
        if (!fields.TryGetPropertyValue(key, out var value))
        {
            fields[key] = operation.Path.Count == 1 ? First(operation.Value) : new JsonArray(UpdateTarget.ToNode(operation.Value));
            return null;
        }

        var changed = value;
        var failure = AppendTo(ref changed, operation, key);
        if (!ReferenceEquals(changed, value))
        {
            fields[key] = changed;
        }

        return failure;
    }

    private static (string Code, string Message)? AppendTo(ref JsonNode? node, UpdateOperation operation, string label)
    {
        switch (node?.GetValueKind())
        {
            case JsonValueKind.Array:
                node.AsArray().Add(UpdateTarget.ToNode(operation.Value));
                return null;
            case JsonValueKind.String when operation.Value.ValueKind is JsonValueKind.String:
                node = JsonValue.Create(node.GetValue<string>() + operation.Value.GetString());
                return null;
            case JsonValueKind.String:
                return ("append.type_mismatch", $"Expected string append value at path '{label}', got {TypeName(operation.Value.ValueKind)}.");
            case null:
                node = First(operation.Value);
                return null;
            default:
                return ("append.type_mismatch", $"Cannot append at path '{label}': target is {TypeName(node)}, expected array, string, null, or missing field.");
        }
    }

    private static (string Code, string Message)? Remove(UpdateTarget target, UpdateOperation operation)
    {
        if (operation.Path.Count == 0)
        {
            target.Root = null;
        }
        else if (target.Root is JsonObject fields)
        {
            fields.Remove(operation.Path[0]);
        }
        else
        {
            return NoObject(target, operation);
        }

        target.IsMissing = false;
        return null;
    }

    private static JsonNode? First(JsonElement value) => value.ValueKind is JsonValueKind.String ? UpdateTarget.ToNode(value) : new JsonArray(UpdateTarget.ToNode(value));

    private static (string Code, string Message) NoNumber(UpdateOperation operation, JsonNode? found) =>
        ($"{operation.Kind}.not_number", $"Expected number at path '{(operation.Path.Count == 0 ? "root" : operation.Path[0])}', got {TypeName(found)}.");

    private static (string Code, string Message) NoObject(UpdateTarget target, UpdateOperation operation)
    {
        var label = operation.Kind == "append" ? $"[{string.Join(", ", operation.Path)}]" : operation.Path[0];
        return ($"{operation.Kind}.target_not_object", $"Cannot {operation.Kind} at path '{label}': target is {TypeName(target.Root)}, expected object.");
    }

    private static string TypeName(JsonNode? node) => TypeName(node?.GetValueKind() ?? JsonValueKind.Null);

    private static string TypeName(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
