using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Any JSON, as its UTF-8 bytes, to the byte as they came.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RawJson : IJsonCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc/>
    public static ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader)
    {
        // The token's bytes stand in the text that is read, and so does the rest of the value behind them.
        ref var token = ref MemoryMarshal.GetReference(reader.ValueSpan);
        var start = reader.TokenStartIndex;
        if (reader.TokenType is JsonTokenType.String)
        {
            // The span of a string leaves out its quotes.
            token = ref Unsafe.Subtract(ref token, 1);
        }

        reader.Skip();
        return MemoryMarshal.CreateReadOnlySpan(in token, (int)(reader.BytesConsumed - start)).ToArray();
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
