using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>A string as <see cref="Uri"/>, absolute or relative; its text is kept as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UriJson : IJsonCodec<Uri>
{
    /// <inheritdoc/>
    public static Uri? Read(ref JsonInput reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when Uri.TryCreate(reader.GetString(), UriKind.RelativeOrAbsolute, out var value) => value,
        _ => throw JsonErrors.Expected(ref reader, "a string with a URI"),
    };

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Uri? value) => output.WriteString(value?.OriginalString);
}

/// <summary>A string as <see cref="Version"/>: two to four numbers with dots between them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VersionJson : IJsonCodec<Version>
{
    /// <inheritdoc/>
    public static Version? Read(ref JsonInput reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when TryRead(reader.GetString()!, out var value) => value,
        _ => throw JsonErrors.Expected(ref reader, "a string with a version"),
    };

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Version? value) => output.WriteString(value?.ToString());

    // Version is more lenient than JSON's form of it: white space and signs pass for parts of a number there.
    private static bool TryRead(string text, out Version? value)
    {
        value = null;
        return text.Length > 0 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]) && Version.TryParse(text, out value);
    }
}

/// <summary>A number of any length as <see cref="BigInteger"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BigIntegerJson : IJsonCodec<BigInteger>
{
    /// <summary>Reading takes time that grows with the square of the length: no caller may send a number that keeps a worker busy.</summary>
    private const int MostDigits = 4096;

    /// <inheritdoc/>
    public static BigInteger Read(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String && reader.ValueSpan.Length <= MostDigits)
        {
            Span<char> text = stackalloc char[reader.ValueSpan.Length];
            var length = reader.TokenType is JsonTokenType.String ? reader.CopyString(text) : System.Text.Encoding.UTF8.GetChars(reader.ValueSpan, text);
            if (BigInteger.TryParse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }
        }

        throw JsonErrors.Expected(ref reader, $"an integer of at most {MostDigits} digits");
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, BigInteger value) =>
        output.WriteRaw(System.Text.Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A string with base64 as <see cref="Memory{T}"/> of bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MemoryJson : IJsonCodec<Memory<byte>>, IJsonCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc/>
    public static Memory<byte> Read(ref JsonInput reader) => ByteArrayJson.Read(ref reader);

    static ReadOnlyMemory<byte> IJsonCodec<ReadOnlyMemory<byte>>.Read(ref JsonInput reader) => ByteArrayJson.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Memory<byte> value) => output.WriteBase64(value.Span);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ReadOnlyMemory<byte> value) => output.WriteBase64(value.Span);
}
