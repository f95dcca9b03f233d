using System.Globalization;
#if !NET
using System.Text;
#endif

namespace Iii.Filters.Json;

/// <summary>Reads JSON numbers as the nearest double, and writes them as the engine prints them.</summary>
internal static class JsonNumber
{
    private const int MaxExactDigits = 15;

    private static readonly double[] s_powersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Gets whether a number is written without a point and without an exponent.</summary>
    public static bool IsInteger(ReadOnlySpan<byte> text) => text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;

    /// <summary>Reads a number as the nearest double. What no double holds is infinite.</summary>
    public static double Read(ReadOnlySpan<byte> text)
    {
        var isNegative = text.Length > 0 && text[0] == '-';
        var digits = 0;
        var fraction = -1;
        var mantissa = 0L;
        var i = isNegative ? 1 : 0;
        for (; i < text.Length && digits <= MaxExactDigits; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
                fraction += fraction >= 0 ? 1 : 0;
            }
            else if (text[i] == '.' && fraction < 0)
            {
                fraction = 0;
            }
            else
            {
                return ReadAny(text);
            }
        }

        if (i < text.Length || digits > MaxExactDigits)
        {
            return ReadAny(text);
        }

        // Both are exact as doubles, so the quotient is rounded once and is the nearest.
        var value = fraction > 0 ? mantissa / s_powersOfTen[fraction] : mantissa;
        return isNegative ? -value : value;
    }

    /// <summary>Writes a number: an integer in its digits, any other as the shortest digits of its double.</summary>
    public static void Write(ByteBuffer output, ReadOnlySpan<byte> text)
    {
        // "-0" is read as the double -0.0; an integer beyond 64 bits as its double.
        var isNegativeZero = text.Length == 2 && text[0] == '-' && text[1] == '0';
        if (IsInteger(text) && !isNegativeZero && text.Length <= 19)
        {
            output.Append(text);
        }
        else
        {
            Write(output, Read(text));
        }
    }

    private static void Write(ByteBuffer output, double value)
    {
        if (value < 0 || (value == 0 && BitConverter.DoubleToInt64Bits(value) < 0))
        {
            output.Append((byte)'-');
            value = -value;
        }

        if (double.IsInfinity(value) || double.IsNaN(value))
        {
            // No reader accepts it; it is only measured.
            output.Append("null"u8);
            return;
        }

        Split(Shortest(value), out var digits, out var exponent);
        if (exponent is >= -5 and <= 15)
        {
            WritePlain(output, digits, exponent);
            return;
        }

        Append(output, digits.Substring(0, 1));
        if (digits.Length > 1)
        {
            output.Append((byte)'.');
            Append(output, digits.Substring(1));
        }

        output.Append((byte)'e');
        output.Append((byte)(exponent < 0 ? '-' : '+'));
        Append(output, Math.Abs(exponent).ToString(CultureInfo.InvariantCulture));
    }

    private static void WritePlain(ByteBuffer output, string digits, int exponent)
    {
        if (exponent < 0)
        {
            output.Append("0."u8);
            Append(output, new string('0', -exponent - 1));
            Append(output, digits);
            return;
        }

        var whole = exponent + 1;
        Append(output, digits.Length <= whole ? digits.PadRight(whole, '0') : digits.Substring(0, whole));
        output.Append((byte)'.');
        Append(output, digits.Length <= whole ? "0" : digits.Substring(whole));
    }

    /// <summary>Splits a number into its digits and the decimal exponent of the first.</summary>
    private static void Split(string text, out string digits, out int exponent)
    {
        var e = text.IndexOf('E');
        var mantissa = e < 0 ? text : text.Substring(0, e);
        var point = mantissa.IndexOf('.');
        exponent = (point < 0 ? mantissa.Length : point) - 1 + (e < 0 ? 0 : Exponent(text, e + 1));
        digits = mantissa.Replace(".", "");
        var zeros = 0;
        while (zeros < digits.Length - 1 && digits[zeros] == '0')
        {
            zeros++;
        }

        exponent = digits[zeros] == '0' ? 0 : exponent - zeros;
        digits = digits.Substring(zeros).TrimEnd('0');
        digits = digits.Length == 0 ? "0" : digits;
    }

    private static int Exponent(string text, int at)
    {
        var isNegative = text[at] == '-';
        var exponent = 0;
        for (at += text[at] is '-' or '+' ? 1 : 0; at < text.Length; at++)
        {
            exponent = (exponent * 10) + (text[at] - '0');
        }

        return isNegative ? -exponent : exponent;
    }

    private static void Append(ByteBuffer output, string ascii)
    {
        foreach (var character in ascii)
        {
            output.Append((byte)character);
        }
    }

#if NET
    private static double ReadAny(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static string Shortest(double value) => value.ToString("R", CultureInfo.InvariantCulture);
#else
    private static double ReadAny(ReadOnlySpan<byte> text)
    {
        // The framework of some compilers does not know infinity as the value of a large number.
        try
        {
            return double.Parse(Encoding.UTF8.GetString(text.ToArray()), NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return double.PositiveInfinity;
        }
    }

    private static string Shortest(double value)
    {
        foreach (var format in new[] { "G15", "G16" })
        {
            var text = value.ToString(format, CultureInfo.InvariantCulture);
            if (double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }
#endif
}
