using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Any JSON, as an element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct JsonElementJson : IJsonCodec<JsonElement>
{
    /// <inheritdoc/>
    public static JsonElement Read(ref JsonInput reader) => reader.ReadByFramework(JsonElement.ParseValue);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Undefined)
        {
            throw new JsonException("A JsonElement that was never set has no JSON form. Set it, or make it nullable.");
        }

        Write(output, value, static (element, writer) => element.WriteTo(writer));
    }

    /// <summary>Writes a value that writes itself.</summary>
    internal static void Write<T>(JsonOutput output, T value, Action<T, Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        try
        {
            write(value, writer);
        }
        catch (Exception e) when (JsonErrors.IsOfToken(e))
        {
            throw new JsonException(e.Message, e);
        }
    }
}
