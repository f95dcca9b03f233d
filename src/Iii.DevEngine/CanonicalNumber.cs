using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>Numbers as the real engine passes them on: integers of 64 bits as they are, all others as doubles in its own notation.</summary>
internal static class CanonicalNumber
{
    // Where the notation with an exponent begins.
    private const int MostDigits = 16;
    private const int MostZeros = -5;

    // So many are in range in any case.
    private const int SafeDigits = 308;

    // As many digits as every double keeps.
    private const int ExactDigits = 15;

    /// <param name="output">Where it goes.</param>
    /// <param name="text">A number as JSON has it.</param>
    public static void Write(JsonOutput output, ReadOnlySpan<byte> text)
    {
        if (IsCanonical(text))
        {
            output.WriteRaw(text);
        }
        else
        {
            // Whatever is read is in range; what an older data directory holds may not be, and goes to the last number that is.
            var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            output.WriteRaw(Encoding.ASCII.GetBytes(Format(double.Clamp(value, double.MinValue, double.MaxValue))));
        }
    }

    /// <summary>Whether a number is one that the real engine takes: no larger than a double may be.</summary>
    public static bool IsInRange(ReadOnlySpan<byte> text) =>
        (text.Length <= SafeDigits && !text.ContainsAny((byte)'e', (byte)'E')) || double.IsFinite(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    /// <summary>A double in the shortest digits that mean it, never without a fraction or an exponent: <c>100.0</c>, <c>1e16</c>.</summary>
    public static string Format(double value)
    {
        var sign = double.IsNegative(value) ? "-" : "";
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var (mantissa, exponent) = text.Split('E') is [var before, var after] ? (before, int.Parse(after, CultureInfo.InvariantCulture)) : (text, 0);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : mantissa.Length;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        point += exponent - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return sign + digits.Length switch
        {
            0 => "0.0",
            var n when n <= point && point <= MostDigits => digits + new string('0', point - n) + ".0",
            _ when point is > 0 and <= MostDigits => $"{digits[..point]}.{digits[point..]}",
            _ when point is > MostZeros and <= 0 => "0." + new string('0', -point) + digits,
            1 => $"{digits}e{point - 1}",
            _ => $"{digits[0]}.{digits[1..]}e{point - 1}",
        };
    }

    /// <summary>Whether a number has the one notation already: what most of them have.</summary>
    private static bool IsCanonical(ReadOnlySpan<byte> text)
    {
        var digits = text[0] == (byte)'-' ? text[1..] : text;
        if (digits.ContainsAny((byte)'e', (byte)'E'))
        {
            return false;
        }

        var point = digits.IndexOf((byte)'.');
        return point < 0 ? IsCanonicalInteger(text, digits) : IsCanonicalFraction(text, digits, point);
    }

    private static bool IsCanonicalInteger(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digits) =>
        digits.Length < 19 ? !text.SequenceEqual("-0"u8)
        : (Utf8Parser.TryParse(text, out long _, out var length) && length == text.Length) || (Utf8Parser.TryParse(text, out ulong _, out length) && length == text.Length);

    private static bool IsCanonicalFraction(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digits, int point)
    {
        var fraction = digits[(point + 1)..];
        var isSmall = digits[0] == (byte)'0';
        if (fraction.Length > 1 && (fraction[^1] == (byte)'0' || (isSmall && fraction.StartsWith("00000"u8))))
        {
            return false;
        }

        // With so few digits no two of them mean the same double: the shortest is this one.
        return digits.Length - 1 <= ExactDigits || IsShortest(text);
    }

    private static bool IsShortest(ReadOnlySpan<byte> text)
    {
        Span<byte> shortest = stackalloc byte[32];
        return Utf8Parser.TryParse(text, out double value, out _)
            && value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture)
            && shortest[..length].SequenceEqual(text);
    }
}
