using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>A value while the operations of an update change it.</summary>
/// <param name="old">The value before; null when there was none.</param>
internal sealed class UpdateTarget(JsonElement? old)
{
    public JsonNode? Root { get; set; } = old is { } value ? ToNode(value) : new JsonObject();

    /// <summary>There was no value, and no operation has made one yet.</summary>
    public bool IsMissing { get; set; } = old is null;

    // In canonical form no object has a key twice, which nodes do not bear.
    public static JsonNode? ToNode(JsonElement value)
    {
        var copy = CanonicalJson.Copy(value);
        return copy.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(copy),
            JsonValueKind.Array => JsonArray.Create(copy),
            JsonValueKind.Null => null,
            _ => JsonValue.Create(copy),
        };
    }

    /// <summary>The object at the end of a path. What is in the way and no object becomes one.</summary>
    /// <param name="depth">How many of the path's segments are gone along.</param>
    public JsonObject Walk(IReadOnlyList<string> path, int depth)
    {
        if (Root is not JsonObject fields)
        {
            Root = fields = [];
        }

        foreach (var segment in path.Take(depth))
        {
            if (fields[segment] is not JsonObject inner)
            {
                fields[segment] = inner = [];
            }

            fields = inner;
        }

        return fields;
    }

    /// <summary>The value as it is now, in canonical form.</summary>
    public JsonElement ToElement() => CanonicalJson.Copy(CanonicalJson.Make(writer =>
    {
        if (Root is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            Root.WriteTo(writer);
        }
    }));
}
