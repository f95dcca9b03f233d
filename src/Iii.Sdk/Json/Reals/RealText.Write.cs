using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Iii.Generated;

internal static partial class RealText
{
    /// <summary>As much space is always enough for a number.</summary>
    public const int MostBytes = 32;

    /// <summary>Numbers with more zeros behind the point, or more digits before it than can be told apart, are written with an exponent.</summary>
    private const int MostZeros = 4;

    /// <summary>
    /// The framework writes two powers of two, 2^-25 and 2^-958, in a digit less than it takes to read them again. The promise is its text, so those are its to write, as
    /// are all powers of two with nearly as many digits as can be needed: with fewer there can not be two opinions.
    /// </summary>
    private const int Undisputed = 3;

    /// <summary>Writes a number as the framework does: in as few digits as say which one it is.</summary>
    /// <param name="value">Not infinite, and not "not a number".</param>
    /// <param name="destination">Has space for <see cref="MostBytes"/>.</param>
    /// <returns>The text's length; 0 for numbers that are for the framework to write.</returns>
    public static int Write<T, TFormat>(T value, Span<byte> destination)
        where TFormat : IRealFormat<T>
    {
        var bits = TFormat.ToBits(value);
        var at = 0;
        if ((bits & TFormat.Sign) != 0)
        {
            destination[at++] = (byte)'-';
            bits &= ~TFormat.Sign;
        }

        if (bits == 0)
        {
            destination[at++] = (byte)'0';
            return at;
        }

        if (!BinaryToDecimal.TryShorten<T, TFormat>(bits, out var significand, out var power))
        {
            return 0;
        }

        while (significand % 10 == 0)
        {
            significand /= 10;
            power++;
        }

        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(significand, digits, out var count);
        if (count > TFormat.MostDigits - Undisputed && IsPowerOfTwo<T, TFormat>(bits))
        {
            return 0;
        }

        digits = digits[..count];
        var point = count + power;
        return at + (point > TFormat.MostDigits || point <= -MostZeros ? WriteExponent(digits, point - 1, destination[at..]) : WritePlain(digits, point, destination[at..]));
    }

    private static bool IsPowerOfTwo<T, TFormat>(ulong bits)
        where TFormat : IRealFormat<T> => (bits & ((1UL << TFormat.FractionBits) - 1)) == 0;

    /// <summary>Writes digits with a point somewhere among, before or behind them.</summary>
    private static int WritePlain(ReadOnlySpan<byte> digits, int point, Span<byte> destination)
    {
        if (point <= 0)
        {
            "0."u8.CopyTo(destination);
            destination.Slice(2, -point).Fill((byte)'0');
            digits.CopyTo(destination[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        if (point >= digits.Length)
        {
            digits.CopyTo(destination);
            destination[digits.Length..point].Fill((byte)'0');
            return point;
        }

        digits[..point].CopyTo(destination);
        destination[point] = (byte)'.';
        digits[point..].CopyTo(destination[(point + 1)..]);
        return digits.Length + 1;
    }

    /// <summary>Writes digits with the point behind the first, and at least two digits of exponent.</summary>
    private static int WriteExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        destination[0] = digits[0];
        var at = 1;
        if (digits.Length > 1)
        {
            destination[at++] = (byte)'.';
            digits[1..].CopyTo(destination[at..]);
            at += digits.Length - 1;
        }

        destination[at++] = (byte)'E';
        destination[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Utf8Formatter.TryFormat(Math.Abs(exponent), destination[at..], out var length, new System.Buffers.StandardFormat('D', 2));
        return at + length;
    }
}
