using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Numbers as the real engine passes them on: integers of 64 bits as they are, all others as doubles in its own notation.</summary>
internal static class CanonicalNumber
{
    // Where the notation with an exponent begins.
    private const int MostDigits = 16;
    private const int MostZeros = -5;

    public static void Write(Utf8JsonWriter writer, JsonElement number)
    {
        var text = JsonMarshal.GetRawUtf8Value(number);
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && !text.SequenceEqual("-0"u8) && (text.Length < 19 || number.TryGetInt64(out _) || number.TryGetUInt64(out _)))
        {
            number.WriteTo(writer);
        }
        else if (number.TryGetDouble(out var value) && double.IsFinite(value))
        {
            writer.WriteRawValue(Format(value));
        }
        else
        {
            number.WriteTo(writer);
        }
    }

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
}
