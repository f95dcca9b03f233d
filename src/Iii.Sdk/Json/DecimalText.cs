using System.Buffers.Text;
using System.Globalization;

namespace Iii.Generated;

/// <summary>Reads decimals from JSON numbers, and writes them.</summary>
internal static class DecimalText
{
    /// <summary>As many digits always fit into 64 bits, without a look at each.</summary>
    private const int MostDigits = 18;

    /// <summary>Reads a number that is known to be one of JSON's.</summary>
    public static bool TryRead(ReadOnlySpan<byte> number, out decimal value)
    {
        var isNegative = number is [(byte)'-', ..];
        var digits = isNegative ? number[1..] : number;
        if (digits.Length <= MostDigits + 1)
        {
            ulong significand = 0;
            var point = -1;
            var at = 0;
            for (; at < digits.Length; at++)
            {
                var digit = (uint)digits[at] - '0';
                if (digit <= 9)
                {
                    significand = significand * 10 + digit;
                }
                else if (digits[at] == (byte)'.')
                {
                    point = at;
                }
                else
                {
                    break;
                }
            }

            // Of zero with a sign it is for the framework to say what becomes of it.
            if (at == digits.Length && (significand != 0 || !isNegative) && (point >= 0 || at <= MostDigits))
            {
                value = new decimal((int)significand, (int)(significand >> 32), 0, isNegative, (byte)(point < 0 ? 0 : at - point - 1));
                return true;
            }
        }

        return Utf8Parser.TryParse(number, out value, out var length, number.IndexOfAny("eE"u8) < 0 ? default : 'e') && length == number.Length;
    }

    /// <summary>Writes a decimal with all its places.</summary>
    /// <returns>How many bytes it takes.</returns>
    public static int Write(decimal value, Span<byte> destination)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var significand = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        if (bits[2] != 0 || (significand == 0 && bits[3] < 0))
        {
            value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
            return length;
        }

        var at = 0;
        if (bits[3] < 0)
        {
            destination[at++] = (byte)'-';
        }

        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(significand, digits, out var count);
        digits = digits[..count];
        var places = (bits[3] >> 16) & 0xFF;
        if (places >= count)
        {
            "0."u8.CopyTo(destination[at..]);
            destination.Slice(at + 2, places - count).Fill((byte)'0');
            at += 2 + places - count;
        }
        else if (places > 0)
        {
            digits[..^places].CopyTo(destination[at..]);
            at += count - places;
            destination[at++] = (byte)'.';
            digits = digits[^places..];
        }

        digits.CopyTo(destination[at..]);
        return at + digits.Length;
    }
}
