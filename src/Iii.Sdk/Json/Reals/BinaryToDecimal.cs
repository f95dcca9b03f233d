using System.Runtime.CompilerServices;

namespace Iii.Generated;

/// <summary>
/// Finds the shortest decimal number that is read as a given binary one, and of several the nearest to it, by Raffaello Giulietti's method: three multiplications
/// instead of arithmetic on big integers.
/// </summary>
/// <remarks>Giulietti, "The Schubfach way to render doubles" (2020). Names of what it computes stand in the comments.</remarks>
internal static class BinaryToDecimal
{
    /// <summary>Powers of five up to this one are exact in the table.</summary>
    private const int LargestExact = 55;

    /// <summary>Those of the table below this one were cut off, as are those above <see cref="LargestExact"/>.</summary>
    private const int SmallestRoundedUp = -27;

    /// <summary>Finds it as <paramref name="significand"/> · 10^<paramref name="power"/>.</summary>
    /// <param name="bits">A positive, finite number.</param>
    /// <param name="significand">The digits; the last may be zeros.</param>
    /// <param name="power">The exponent.</param>
    /// <returns>False for numbers so close to zero that the table has no power of ten for them.</returns>
    public static bool TryShorten<T, TFormat>(ulong bits, out ulong significand, out int power)
        where TFormat : IRealFormat<T>
    {
        var fraction = bits & ((1UL << TFormat.FractionBits) - 1);
        var stored = (int)(bits >> TFormat.FractionBits);
        var isNormal = stored != 0;

        // The number is c · 2^q. The next below a power of two is nearer than the next above.
        var c = isNormal ? fraction | (1UL << TFormat.FractionBits) : fraction;
        var q = (isNormal ? stored : 1) - TFormat.Bias - TFormat.FractionBits;
        var isLowerNearer = fraction == 0 && stored > 1;

        // k: ⌊log₁₀ 2^q⌋, or ⌊log₁₀ ¾ · 2^q⌋.
        power = (q * 1_262_611 - (isLowerNearer ? 524_031 : 0)) >> 22;
        significand = 0;
        if (-power > PowersOfFive.Largest)
        {
            return false;
        }

        // In quarters of the last place: the number, and the middles between it and its neighbours. With an even number, the middles are read as it too.
        PowerOfTen(-power, out var high, out var low);
        var shift = q + PowersOfFive.BinaryExponent(-power) + 1;
        var lower = Product(high, low, (4 * c - (isLowerNearer ? 1UL : 2UL)) << shift) + (c & 1);
        var value = Product(high, low, (4 * c) << shift);
        var upper = Product(high, low, (4 * c + 2) << shift) - (c & 1);

        // One digit less, if just one of the two around the number lies between the middles.
        var whole = value / 4;
        if (whole >= 10)
        {
            var shorter = whole / 10;
            var isBelowInside = lower <= 40 * shorter;
            var isAboveInside = 40 * shorter + 40 <= upper;
            if (isBelowInside != isAboveInside)
            {
                significand = shorter + (isAboveInside ? 1UL : 0);
                power++;
                return true;
            }
        }

        var isWholeInside = lower <= 4 * whole;
        var isNextInside = 4 * whole + 4 <= upper;
        var middle = 4 * whole + 2;
        var roundsUp = isWholeInside != isNextInside ? isNextInside : value > middle || (value == middle && (whole & 1) != 0);
        significand = whole + (roundsUp ? 1UL : 0);
        return true;
    }

    /// <summary>The 128 bits that ten's power begins with, rounded up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PowerOfTen(int power, out ulong high, out ulong low)
    {
        high = PowersOfFive.High(power);
        low = PowersOfFive.Low(power);
        if (power is < SmallestRoundedUp or > LargestExact)
        {
            low++;
            high += low == 0 ? 1UL : 0;
        }
    }

    /// <summary>The product without its lower 128 bits; the last bit is set when there was something in them (the paper's rounding to odd).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Product(ulong high, ulong low, ulong factor)
    {
        var carried = Math.BigMul(low, factor, out _);
        var upper = Math.BigMul(high, factor, out var middle);
        middle += carried;
        upper += middle < carried ? 1UL : 0;
        return upper | (middle > 1 ? 1UL : 0);
    }
}
