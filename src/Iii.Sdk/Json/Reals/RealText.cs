using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Iii.Generated;

/// <summary>Reads floating point numbers from JSON text, to the last bit what the framework reads, and writes them, to the byte what it writes; in a fraction of its time.</summary>
internal static partial class RealText
{
    /// <summary>As many decimal digits always fit into 64 bits.</summary>
    private const int MostDigits = 19;

    /// <summary>Zeros before the first other digit do not count among them, but those of longer texts are not looked at.</summary>
    private const int ManyDigits = 1_000;

    /// <summary>With more of them a number is zero, infinite or refused: that is for the framework to say.</summary>
    private const int MostExponentDigits = 4;

    /// <summary>Reads the number at the beginning of the text.</summary>
    /// <returns>The number's length in bytes; 0 where no JSON number begins.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read<T, TFormat>(ReadOnlySpan<byte> text, out T value)
        where TFormat : IRealFormat<T>
    {
        value = default!;
        if (text.IsEmpty)
        {
            return 0;
        }

        ref var start = ref MemoryMarshal.GetReference(text);

        // Half of all numbers in a vector are negative, in no order that a processor could guess: no branch.
        var minus = ((uint)(start ^ (byte)'-') - 1) >> 31;
        var at = (int)minus;
        ulong significand = 0;
        while (at < text.Length && IsDigit(Unsafe.Add(ref start, at), out var digit))
        {
            significand = significand * 10 + digit;
            at++;
        }

        var digits = at - (int)minus;
        if (digits == 0 || (digits > 1 && Unsafe.Add(ref start, minus) == (byte)'0'))
        {
            return 0;
        }

        var power = 0;
        if (at < text.Length && Unsafe.Add(ref start, at) == (byte)'.')
        {
            var point = ++at;
            significand = AppendDigits(significand, text, ref at);
            power = point - at;
            digits -= power;
            if (power == 0)
            {
                return 0;
            }
        }

        var isHard = digits > MostDigits && (digits > ManyDigits || IsTooLong(text[(int)minus..at]));
        if (at < text.Length && (Unsafe.Add(ref start, at) | 0x20) == (byte)'e')
        {
            at++;
            var exponentDigits = ReadExponent(text, ref at, ref power);
            isHard |= exponentDigits > MostExponentDigits;
            if (exponentDigits == 0)
            {
                return 0;
            }
        }

        if (isHard)
        {
            return TFormat.TryParse(text[..at], out value, out var length) ? length : 0;
        }

        value = DecimalToBinary.Round<T, TFormat>(minus != 0, significand, power);
        return at;
    }

    /// <summary>Appends all the digits that follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AppendDigits(ulong number, ReadOnlySpan<byte> text, ref int at)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        while (text.Length - at >= sizeof(ulong))
        {
            var digits = new EightDigits(in Unsafe.Add(ref start, at));
            if (digits.Count < sizeof(ulong))
            {
                at += digits.Count;
                return digits.AppendFirst(number);
            }

            // Not the count: the next round need not wait for it.
            at += sizeof(ulong);
            number = digits.AppendAll(number);
        }

        while (at < text.Length && IsDigit(Unsafe.Add(ref start, at), out var digit))
        {
            number = number * 10 + digit;
            at++;
        }

        return number;
    }

    private static bool IsTooLong(ReadOnlySpan<byte> digits)
    {
        var first = digits.IndexOfAnyExcept((byte)'0', (byte)'.');
        return first >= 0 && digits.Length - first - (digits[first..].Contains((byte)'.') ? 1 : 0) > MostDigits;
    }

    /// <summary>Reads what follows the letter, and moves the point by it.</summary>
    /// <returns>How many digits it has.</returns>
    private static int ReadExponent(ReadOnlySpan<byte> text, ref int at, ref int power)
    {
        var isNegative = at < text.Length && text[at] == (byte)'-';
        if (isNegative || (at < text.Length && text[at] == (byte)'+'))
        {
            at++;
        }

        var first = at;
        uint exponent = 0;
        while (at < text.Length && IsDigit(text[at], out var digit))
        {
            exponent = exponent * 10 + digit;
            at++;
        }

        power += isNegative ? -(int)exponent : (int)exponent;
        return at - first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDigit(byte character, out uint digit) => (digit = (uint)character - '0') <= 9;
}
