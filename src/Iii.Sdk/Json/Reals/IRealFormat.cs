using System.Buffers.Text;

namespace Iii.Generated;

/// <summary>How a binary floating point type of IEEE 754 is laid out.</summary>
/// <typeparam name="T">The type.</typeparam>
internal interface IRealFormat<T>
{
    /// <summary>The bits of the fraction that are stored; one more is implied.</summary>
    static abstract int FractionBits { get; }

    /// <summary>The bit that is set in negative values.</summary>
    static abstract ulong Sign { get; }

    /// <summary>What is added to the exponent when it is stored.</summary>
    static abstract int Bias { get; }

    /// <summary>The stored exponent of infinity.</summary>
    static abstract int Infinite { get; }

    /// <summary>Ten to this power times any integer of 64 bits rounds to zero, or is beyond the table.</summary>
    static abstract int SmallestPower { get; }

    /// <summary>Ten to the next power is infinite.</summary>
    static abstract int LargestPower { get; }

    /// <summary>An integer times ten to this power, or a larger one up to <see cref="LastTie"/>, can lie in the middle between two neighbours.</summary>
    static abstract int FirstTie { get; }

    /// <inheritdoc cref="FirstTie"/>
    static abstract int LastTie { get; }

    /// <summary>As many decimal digits are always enough to say which value is meant.</summary>
    static abstract int MostDigits { get; }

    /// <summary>The value with these bits.</summary>
    static abstract T FromBits(ulong bits);

    /// <summary>The bits of a value.</summary>
    static abstract ulong ToBits(T value);

    /// <summary>The value as the framework reads it.</summary>
    static abstract bool TryParse(ReadOnlySpan<byte> text, out T value, out int length);
}

internal readonly struct DoubleFormat : IRealFormat<double>
{
    public static int FractionBits => 52;

    public static ulong Sign => 1UL << 63;

    public static int Bias => 1023;

    public static int Infinite => 0x7FF;

    public static int SmallestPower => -342;

    public static int LargestPower => 308;

    public static int FirstTie => -4;

    public static int LastTie => 23;

    public static int MostDigits => 17;

    public static double FromBits(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    public static ulong ToBits(double value) => BitConverter.DoubleToUInt64Bits(value);

    public static bool TryParse(ReadOnlySpan<byte> text, out double value, out int length) => Utf8Parser.TryParse(text, out value, out length);
}

internal readonly struct SingleFormat : IRealFormat<float>
{
    public static int FractionBits => 23;

    public static ulong Sign => 1UL << 31;

    public static int Bias => 127;

    public static int Infinite => 0xFF;

    public static int SmallestPower => -64;

    public static int LargestPower => 38;

    public static int FirstTie => -17;

    public static int LastTie => 10;

    public static int MostDigits => 9;

    public static float FromBits(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    public static ulong ToBits(float value) => BitConverter.SingleToUInt32Bits(value);

    public static bool TryParse(ReadOnlySpan<byte> text, out float value, out int length) => Utf8Parser.TryParse(text, out value, out length);
}
