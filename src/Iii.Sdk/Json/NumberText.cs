using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads the numbers that <see cref="Utf8JsonReader"/> does not read itself: those in strings, and those of the less common types.</summary>
internal static class NumberText
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static T Read<T>(ref Utf8JsonReader reader)
        where T : struct, INumberBase<T>
    {
        if (reader.TokenType is JsonTokenType.Number && TryParse(reader.ValueSpan, out T value))
        {
            return value;
        }

        if (reader.TokenType is JsonTokenType.String && reader.ValueSpan.Length <= 512)
        {
            Span<byte> text = stackalloc byte[512];
            text = text[..reader.CopyString(text)];

            // The names of what is no number are text, not numbers.
            if (text.IndexOfAny("NnIi∞"u8) < 0 && TryParse(text, out value))
            {
                return value;
            }
        }

        throw JsonErrors.Expected(ref reader, $"a number that fits {typeof(T).Name}");
    }

    private static bool TryParse<T>(ReadOnlySpan<byte> text, out T value)
        where T : struct, INumberBase<T> =>
        T.TryParse(text, typeof(T) == typeof(Half) || typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(decimal) ? Real : Integer, CultureInfo.InvariantCulture, out value);
}
