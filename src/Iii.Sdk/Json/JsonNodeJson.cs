using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iii.Generated;

/// <summary>Any JSON, as a node: <see cref="JsonNode"/>, <see cref="JsonObject"/>, <see cref="JsonArray"/> or <see cref="JsonValue"/>.</summary>
/// <typeparam name="T">Which of them.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct JsonNodeJson<T> : IJsonCodec<T>
    where T : JsonNode
{
    private static readonly JsonNodeOptions s_web = new() { PropertyNameCaseInsensitive = true };

    /// <inheritdoc/>
    public static T? Read(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        var start = reader;
        return reader.ReadByFramework(static (ref Utf8JsonReader reader) => JsonNode.Parse(ref reader, s_web)) as T ?? throw JsonErrors.Expected(ref start, $"what {typeof(T).Name} holds");
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T? value)
    {
        if (value is null)
        {
            output.WriteNull();
        }
        else
        {
            JsonElementJson.Write(output, value, static (node, writer) => node.WriteTo(writer));
        }
    }
}

/// <summary>Any JSON, as a document. Whoever gets it disposes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct JsonDocumentJson : IJsonCodec<JsonDocument>
{
    /// <inheritdoc/>
    public static JsonDocument? Read(ref JsonInput reader) => reader.ReadByFramework(JsonDocument.ParseValue);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, JsonDocument? value)
    {
        if (value is null)
        {
            output.WriteNull();
        }
        else
        {
            JsonElementJson.Write(output, value.RootElement);
        }
    }
}
