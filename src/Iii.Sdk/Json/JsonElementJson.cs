using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Any JSON, as an element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct JsonElementJson : IJsonCodec<JsonElement>
{
    /// <inheritdoc/>
    public static JsonElement Read(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, JsonElement value)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        try
        {
            value.WriteTo(writer);
        }
        catch (InvalidOperationException e) when (JsonErrors.IsOfText(e))
        {
            throw new JsonException(e.Message, e);
        }
    }
}
