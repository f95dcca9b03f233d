using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Iii.Generated;

/// <summary>
/// The characters that System.Text.Json's default encoder lets through unchanged: printable ASCII, less those that HTML and JSON give a meaning
/// (<c>"</c>, <c>&amp;</c>, <c>'</c>, <c>+</c>, <c>&lt;</c>, <c>&gt;</c>, <c>\</c>, <c>`</c>).
/// </summary>
internal static class PlainText
{
    /// <summary>Narrows plain characters to bytes, up to the first that is not plain.</summary>
    /// <param name="from">The characters.</param>
    /// <param name="to">Has space for all of them; what is behind those that were copied may be overwritten.</param>
    /// <returns>How many characters were copied.</returns>
    public static int Copy(ReadOnlySpan<char> from, Span<byte> to)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(from));
        ref var target = ref MemoryMarshal.GetReference(to[..from.Length]);
        var at = 0;
        for (; from.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var bytes = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref source, (nuint)at), Vector128.LoadUnsafe(ref source, (nuint)(at + Vector128<ushort>.Count)));
            bytes.StoreUnsafe(ref target, (nuint)at);
            var others = Others(bytes);
            if (others != 0)
            {
                return at + BitOperations.TrailingZeroCount(others);
            }
        }

        if (from.Length < Vector128<ushort>.Count)
        {
            return CopyFew(from, to);
        }

        // The last eight and before them eight more, if there are as many: those that were copied already are plain.
        while (at < from.Length)
        {
            at = Math.Min(at, from.Length - Vector128<ushort>.Count);
            var characters = Vector128.LoadUnsafe(ref source, (nuint)at);
            var bytes = Vector128.NarrowWithSaturation(characters, characters);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), bytes.AsUInt64().ToScalar());
            var others = Others(bytes);
            if (others != 0)
            {
                return at + BitOperations.TrailingZeroCount(others);
            }

            at += Vector128<ushort>.Count;
        }

        return from.Length;
    }

    /// <summary>The character is one of them.</summary>
    public static bool Includes(char character) =>
        character is >= ' ' and <= '~' and not ('"' or '&' or '\'' or '+' or '<' or '>' or '\\' or '`');

    private static int CopyFew(ReadOnlySpan<char> from, Span<byte> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            if (!Includes(from[i]))
            {
                return i;
            }

            to[i] = (byte)from[i];
        }

        return from.Length;
    }

    /// <summary>A bit for each byte that is not plain. What was more than a byte is 255 by now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Others(Vector128<byte> bytes)
    {
        // Signed, all that is not ASCII is below the space. Of two that differ in one bit, both are found by one comparison without it.
        var others = Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)0x7F))
            | Vector128.Equals(bytes & Vector128.Create(unchecked((byte)~('"' ^ '&'))), Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes & Vector128.Create(unchecked((byte)~('<' ^ '>'))), Vector128.Create((byte)'<'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\''))
            | Vector128.Equals(bytes, Vector128.Create((byte)'+'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'`'));
        return others.ExtractMostSignificantBits();
    }
}
