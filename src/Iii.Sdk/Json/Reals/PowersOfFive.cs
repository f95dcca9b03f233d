namespace Iii.Generated;

/// <summary>
/// The powers of five that doubles need, each as the 128 bits that it begins with: the highest bit is one. Non-negative powers and those below -27 are cut off
/// behind them, the others are the next above, as the proof of the conversion demands (Lemire, "Number Parsing at a Gigabyte per Second", 2021, section 5 and 8).
/// </summary>
internal static partial class PowersOfFive
{
    public const int Smallest = -342;
    public const int Largest = 308;

    /// <summary>The upper half.</summary>
    public static ulong High(int power) => Table[2 * (power - Smallest)];

    /// <summary>The lower half.</summary>
    public static ulong Low(int power) => Table[2 * (power - Smallest) + 1];

    /// <summary>The exponent of ten's power as a power of two: ⌊<paramref name="power"/> · log₂ 10⌋.</summary>
    public static int BinaryExponent(int power) => (217_706 * power) >> 16;
}
