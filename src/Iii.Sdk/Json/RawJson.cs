using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Any JSON, as its UTF-8 bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RawJson : IJsonCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc/>
    public static ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader)
    {
        using var output = new JsonOutput();
        JsonElementJson.Write(output, JsonElement.ParseValue(ref reader));
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            output.WriteNull();
            return;
        }

        Registration.JsonText.Check(value.Span);
        output.WriteRaw(value.Span);
    }
}
