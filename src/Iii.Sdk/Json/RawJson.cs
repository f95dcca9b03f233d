using System.ComponentModel;

namespace Iii.Generated;

/// <summary>Any JSON, as its UTF-8 bytes, to the byte as they came.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RawJson : IJsonCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc/>
    public static ReadOnlyMemory<byte> Read(ref JsonInput reader) => reader.ReadRaw().ToArray();

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
