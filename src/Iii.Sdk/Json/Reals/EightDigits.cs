using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Iii.Generated;

/// <summary>Eight bytes of text of which the first are decimal digits: they are read at once, as one integer with the first digit in its lowest byte.</summary>
internal readonly ref struct EightDigits
{
    private const ulong Zeros = 0x3030_3030_3030_3030;

    private readonly ulong _text;

    /// <param name="text">The first of eight bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightDigits(in byte text)
    {
        _text = Unsafe.ReadUnaligned<ulong>(in text);
        if (!BitConverter.IsLittleEndian)
        {
            _text = BinaryPrimitives.ReverseEndianness(_text);
        }

        // '0' to '9' are 0x30 to 0x39: their upper half is a three, and still is when six is added. A carry disturbs only what comes after another character.
        var others = ((_text ^ Zeros) | ((_text + 0x0606_0606_0606_0606) ^ Zeros)) & 0xF0F0_F0F0_F0F0_F0F0;
        Count = BitOperations.TrailingZeroCount(others) / 8;
    }

    /// <summary>How many digits there are before something else.</summary>
    public int Count { get; }

    private static ReadOnlySpan<uint> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>Appends all eight to a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AppendAll(ulong number) => number * 100_000_000 + Join(_text - Zeros);

    /// <summary>Appends the first of them to a number, when it is not all eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AppendFirst(ulong number) =>
        // Moved to the end, with zeros before them. In two steps, for a shift by all 64 bits would be none.
        number * PowersOfTen[Count] + Join((_text - Zeros) << (56 - 8 * Count) << 8);

    /// <summary>Joins neighbours: eight digits to four pairs, to two groups of four, to one number.</summary>
    private static uint Join(ulong digits)
    {
        const ulong Pairs = 0x0000_00FF_0000_00FF;
        digits = digits * 10 + (digits >> 8);
        return (uint)(((digits & Pairs) * (100 + (1_000_000UL << 32)) + ((digits >> 16) & Pairs) * (1 + (10_000UL << 32))) >> 32);
    }
}
