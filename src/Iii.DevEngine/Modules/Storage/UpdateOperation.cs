using System.Text.Json;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>One operation of an update.</summary>
/// <param name="Kind">Its <c>type</c>.</param>
/// <param name="Path">Literal keys from the root on; none for the root itself.</param>
/// <param name="Value">The value to set, to merge or to append.</param>
/// <param name="By">How much to add or to take away.</param>
internal sealed record UpdateOperation(string Kind, IReadOnlyList<string> Path, JsonElement Value, long By)
{
    private static readonly InputField s_path = InputField.Required("path");
    private static readonly InputField s_anyPath = InputField.Optional("path", InputKind.Any) with { Check = PathProblem };
    private static readonly InputField s_by = InputField.Required("by", InputKind.Integer);

    private static readonly Dictionary<string, InputShape> s_shapes = new(StringComparer.Ordinal)
    {
        ["set"] = new("UpdateOp::Set", s_path, InputField.Optional("value", InputKind.Any)),
        ["merge"] = new("UpdateOp::Merge", s_anyPath, InputField.Required("value", InputKind.Any)),
        ["increment"] = new("UpdateOp::Increment", s_path, s_by),
        ["decrement"] = new("UpdateOp::Decrement", s_path, s_by),
        ["append"] = new("UpdateOp::Append", s_anyPath, InputField.Required("value", InputKind.Any)),
        ["remove"] = new("UpdateOp::Remove", s_path),
    };

    /// <summary>The field that holds operations.</summary>
    public static InputField Field { get; } = InputField.Required("ops", InputKind.List) with { Check = ListProblem };

    /// <summary>Reads operations that were found to be right.</summary>
    public static IReadOnlyList<UpdateOperation> Read(JsonElement operations) => [.. operations.EnumerateArray().Select(ReadOne)];

    private static UpdateOperation ReadOne(JsonElement json)
    {
        var path = json.Json("path") switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } key ? [key] : Array.Empty<string>(),
            { ValueKind: JsonValueKind.Array } segments => [.. segments.EnumerateArray().Select(s => s.GetString()!)],
            _ => [],
        };
        return new UpdateOperation(
            json.Text("type")!, path, json.TryGetProperty("value", out var value) ? value : default, json.Json("by") is { } by ? by.GetInt64() : 0);
    }

    private static string? ListProblem(JsonElement operations) => operations.EnumerateArray().Select(Problem).FirstOrDefault(p => p is not null);

    private static string? Problem(JsonElement operation)
    {
        if (operation.ValueKind is not JsonValueKind.Object)
        {
            return InputShape.InvalidType(operation, "internally tagged enum UpdateOp");
        }

        if (!operation.TryGetProperty("type", out var type))
        {
            return "missing field `type`";
        }

        if (type.ValueKind is not JsonValueKind.String)
        {
            return InputShape.InvalidType(type, "variant identifier");
        }

        return s_shapes.TryGetValue(type.GetString()!, out var shape)
            ? shape.Problem(operation)
            : $"unknown variant `{type.GetString()}`, expected one of `set`, `merge`, `increment`, `decrement`, `append`, `remove`";
    }

    private static string? PathProblem(JsonElement path) =>
        path.ValueKind is JsonValueKind.String || (path.ValueKind is JsonValueKind.Array && path.EnumerateArray().All(s => s.ValueKind is JsonValueKind.String))
            ? null
            : "data did not match any variant of untagged enum MergePath";
}

/// <summary>What an update did.</summary>
/// <param name="Old">The value before; null when there was none.</param>
/// <param name="Errors">The operations that were left out.</param>
internal sealed record UpdateResult(JsonElement? Old, JsonElement New, IReadOnlyList<UpdateError> Errors)
{
    /// <summary>Writes it as the functions answer it.</summary>
    public Outcome ToOutcome() => Outcome.Object(writer =>
    {
        if (Errors.Count > 0)
        {
            writer.WriteStartArray("errors");
            foreach (var error in Errors)
            {
                writer.WriteStartObject();
                writer.WriteString("code", error.Code);
                writer.WriteString("doc_url", "https://iii.dev/docs/workers/iii-state#error-codes");
                writer.WriteString("message", error.Message);
                writer.WriteNumber("op_index", error.Index);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteField("new_value", New);
        writer.WriteField("old_value", Old);
    });
}

/// <summary>Why an operation was left out.</summary>
internal sealed record UpdateError(int Index, string Code, string Message);
