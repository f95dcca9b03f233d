using System.Numerics;
using System.Runtime.CompilerServices;

namespace Iii.Generated;

/// <summary>
/// Rounds a decimal number to the nearest binary one, by the method of Eisel and Lemire: two multiplications instead of arithmetic on big integers.
/// </summary>
/// <remarks>
/// Lemire, "Number Parsing at a Gigabyte per Second" (2021); Mushtak and Lemire, "Fast Number Parsing Without Fallback" (2023) prove that 128 bits of the
/// power are always enough for a significand of 64.
/// </remarks>
internal static class DecimalToBinary
{
    /// <summary>The value nearest to <paramref name="significand"/> · 10^<paramref name="power"/>, the even one of two that are as near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Round<T, TFormat>(bool isNegative, ulong significand, int power)
        where TFormat : IRealFormat<T> =>
        TFormat.FromBits((isNegative ? TFormat.Sign : 0) | Magnitude<T, TFormat>(significand, power));

    private static ulong Magnitude<T, TFormat>(ulong significand, int power)
        where TFormat : IRealFormat<T>
    {
        if (significand == 0 || power < TFormat.SmallestPower)
        {
            return 0;
        }

        if (power > TFormat.LargestPower)
        {
            return (ulong)TFormat.Infinite << TFormat.FractionBits;
        }

        var zeros = BitOperations.LeadingZeroCount(significand);
        significand <<= zeros;

        // The highest bits of the product: the fraction, the bit implied, one for rounding and one that may be missing at the top.
        var high = Math.BigMul(significand, PowersOfFive.High(power), out var low);
        if ((~high & (ulong.MaxValue >> (TFormat.FractionBits + 3))) == 0)
        {
            // All ones below: what the power's lower half adds could carry into the bits that count.
            var carried = Math.BigMul(significand, PowersOfFive.Low(power), out _);
            low += carried;
            high += low < carried ? 1UL : 0;
        }

        var top = (int)(high >> 63);
        var shift = top + 64 - TFormat.FractionBits - 3;
        var fraction = high >> shift;
        var exponent = PowersOfFive.BinaryExponent(power) + 63 + top - zeros + TFormat.Bias;
        if (exponent <= 0)
        {
            return Subnormal<T, TFormat>(fraction, exponent);
        }

        // Exactly in the middle, with an even number below: only small powers leave nothing in the lower half.
        if (low <= 1 && power >= TFormat.FirstTie && power <= TFormat.LastTie && (fraction & 3) == 1 && fraction << shift == high)
        {
            fraction &= ~1UL;
        }

        // Rounding up may carry into the exponent, up to infinity: that is just what the bits of the next value are.
        fraction = (fraction + 1) >> 1;
        var bits = fraction + ((ulong)(exponent - 1) << TFormat.FractionBits);
        return Math.Min(bits, (ulong)TFormat.Infinite << TFormat.FractionBits);
    }

    /// <summary>Below the smallest normal value, bits fall off the end before the rounding.</summary>
    private static ulong Subnormal<T, TFormat>(ulong fraction, int exponent)
        where TFormat : IRealFormat<T>
    {
        // One that becomes normal by rounding up has the bits of the smallest normal value by that.
        return -exponent + 1 >= 64 ? 0 : ((fraction >> (-exponent + 1)) + 1) >> 1;
    }
}
