using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Iii.Filters.Evaluation;

/// <summary>Represents 64 bytes of JSON as sets of positions, one bit each.</summary>
internal readonly struct JsonBlock
{
    /// <summary>The number of bytes.</summary>
    public const int Size = 64;

    private const ulong OddBits = 0xAAAAAAAAAAAAAAAA;

    private JsonBlock(ulong quotes, ulong backslashes, ulong openings, ulong closings)
    {
        Quotes = quotes;
        Backslashes = backslashes;
        Openings = openings;
        Closings = closings;
    }

    public ulong Quotes { get; }

    public ulong Backslashes { get; }

    /// <summary>Gets where arrays and objects begin, also in strings.</summary>
    public ulong Openings { get; }

    /// <summary>Gets where arrays and objects end, also in strings.</summary>
    public ulong Closings { get; }

    /// <summary>Reads a block.</summary>
    /// <param name="start">The first of at least 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsonBlock Read(ref byte start) =>
        Vector256.IsHardwareAccelerated
            ? Read(Vector256.LoadUnsafe(ref start), Vector256.LoadUnsafe(ref start, 32))
            : Join(
                Join32(Vector128.LoadUnsafe(ref start), Vector128.LoadUnsafe(ref start, 16)),
                Join32(Vector128.LoadUnsafe(ref start, 32), Vector128.LoadUnsafe(ref start, 48)));

    /// <summary>Gets which bytes are escaped by the backslash before them.</summary>
    /// <param name="carry">Whether the first byte is; afterwards, whether the first of the next block is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Escaped(ref ulong carry)
    {
        if (Backslashes == 0)
        {
            var first = carry;
            carry = 0;
            return first;
        }

        // Subtracting carries through a series of backslashes, so that every second one of it is found at once, whatever its length.
        var potential = Backslashes & ~carry;
        var codes = (((potential << 1) | OddBits) - potential) ^ OddBits;
        var escaped = codes ^ (Backslashes | carry);
        carry = (codes & Backslashes) >> 63;
        return escaped;
    }

    /// <summary>Gets the bytes from each quote of a set to the byte before the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Between(ulong quotes)
    {
        quotes ^= quotes << 1;
        quotes ^= quotes << 2;
        quotes ^= quotes << 4;
        quotes ^= quotes << 8;
        quotes ^= quotes << 16;
        quotes ^= quotes << 32;
        return quotes;
    }

    /// <summary>Finds where the depth becomes 0; -1 if it does not in this block.</summary>
    public static int FindEnd(ulong openings, ulong closings, ref int depth)
    {
        for (var brackets = openings | closings; brackets != 0; brackets &= brackets - 1)
        {
            var at = BitOperations.TrailingZeroCount(brackets);
            depth += (openings >> at & 1) != 0 ? 1 : -1;
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static JsonBlock Read(Vector256<byte> low, Vector256<byte> high)
    {
        // Brackets and braces differ in this bit alone.
        var bit = Vector256.Create((byte)0x20);
        return new JsonBlock(
            Bits(low, high, '"'), Bits(low, high, '\\'), Bits(low | bit, high | bit, '{'), Bits(low | bit, high | bit, '}'));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> low, Vector256<byte> high, char character)
    {
        var value = Vector256.Create((byte)character);
        return Vector256.Equals(low, value).ExtractMostSignificantBits() | ((ulong)Vector256.Equals(high, value).ExtractMostSignificantBits() << 32);
    }

    private static JsonBlock Join(JsonBlock low, JsonBlock high) =>
        new(
            low.Quotes | (high.Quotes << 32),
            low.Backslashes | (high.Backslashes << 32),
            low.Openings | (high.Openings << 32),
            low.Closings | (high.Closings << 32));

    private static JsonBlock Join32(Vector128<byte> low, Vector128<byte> high)
    {
        var bit = Vector128.Create((byte)0x20);
        return new JsonBlock(
            Bits(low, high, '"'), Bits(low, high, '\\'), Bits(low | bit, high | bit, '{'), Bits(low | bit, high | bit, '}'));
    }

    private static ulong Bits(Vector128<byte> low, Vector128<byte> high, char character)
    {
        var value = Vector128.Create((byte)character);
        return Vector128.Equals(low, value).ExtractMostSignificantBits() | (Vector128.Equals(high, value).ExtractMostSignificantBits() << 16);
    }
}
