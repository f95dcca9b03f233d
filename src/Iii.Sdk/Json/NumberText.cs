using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads the numbers that <see cref="JsonInput"/> does not read itself: those in strings, and those of the less common types.</summary>
internal static class NumberText
{
    private const int ShortText = 256;

    /// <summary>Reads a number from the UTF-8 text, as <see cref="Utf8Parser"/> does.</summary>
    /// <param name="text">The text; a number may be only the beginning of it.</param>
    /// <param name="value">The number.</param>
    /// <param name="length">How many bytes of the text were the number.</param>
    /// <param name="format">Always the default.</param>
    public delegate bool Parser<T>(ReadOnlySpan<byte> text, out T value, out int length, char format = default);

    /// <summary>Reads the number, or the string with a number, on which the reader stands.</summary>
    public static T Read<T>(ref JsonInput reader, Parser<T> parser)
        where T : struct, INumberBase<T>
    {
        if (reader.TokenType is JsonTokenType.Number || (reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped))
        {
            if (TryParse(reader.ValueSpan, parser, out var value))
            {
                return value;
            }
        }
        else if (reader.TokenType is JsonTokenType.String && TryParseEscaped(ref reader, parser, out var value))
        {
            return value;
        }

        throw JsonErrors.Expected(ref reader, $"a number that fits {typeof(T).Name}");
    }

    /// <summary>Reads a number of a type that <see cref="Utf8Parser"/> does not know; it is the whole text or none.</summary>
    public static bool TryParseWhole<T>(ReadOnlySpan<byte> text, out T value, out int length, char format)
        where T : IUtf8SpanParsable<T>
    {
        length = text.Length;
        return T.TryParse(text, CultureInfo.InvariantCulture, out value!);
    }

    private static bool TryParseEscaped<T>(ref JsonInput reader, Parser<T> parser, out T value)
        where T : struct, INumberBase<T>
    {
        var length = reader.ValueSpan.Length;
        var rented = length <= ShortText ? null : ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> text = rented ?? stackalloc byte[ShortText];
            return TryParse(text[..reader.CopyString(text)], parser, out value);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    // What is infinite must be called so, and in this spelling: a number beyond the type's range is none of its numbers.
    private static bool TryParse<T>(ReadOnlySpan<byte> text, Parser<T> parser, out T value)
        where T : struct, INumberBase<T> =>
        parser(text, out value, out var length) && length == text.Length
        && (T.IsFinite(value) || text.SequenceEqual("NaN"u8) || text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8));
}
