using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Iii.Filters.Evaluation;

/// <summary>
/// Finds where the parts of a JSON text end. The text has been checked by whoever received it: on one that is not JSON the positions mean nothing, but stay within it.
/// </summary>
internal static class JsonScanner
{
    /// <summary>Returns the position of the next byte that is not white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipWhiteSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] <= ' ')
        {
            at++;
        }

        return at;
    }

    /// <summary>Returns the position of the closing quote, or the length of the text if there is none.</summary>
    /// <param name="at">The position after the opening quote.</param>
    public static int FindQuote(ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        isEscaped = false;
        while ((uint)at < (uint)json.Length)
        {
            var found = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return json.Length;
            }

            at += found;
            if (json[at] == '"')
            {
                return at;
            }

            isEscaped = true;
            at += 2;
        }

        return json.Length;
    }

    /// <summary>Returns the position after a value.</summary>
    public static int SkipValue(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length)
        {
            return json.Length;
        }

        return json[at] switch
        {
            (byte)'"' => Math.Min(FindQuote(json, at + 1, out _) + 1, json.Length),
            (byte)'{' or (byte)'[' => SkipContainer(json, at),
            _ => SkipWord(json, at),
        };
    }

    /// <summary>Returns the position after a number or a word.</summary>
    public static int SkipWord(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] is > (byte)' ' and not ((byte)',' or (byte)']' or (byte)'}'))
        {
            at++;
        }

        return at;
    }

    /// <summary>Returns the position after an array or an object.</summary>
    /// <param name="at">The position of its opening bracket.</param>
    public static int SkipContainer(ReadOnlySpan<byte> json, int at)
    {
        var depth = 1;
        at++;
        var carry = 0UL;
        var inString = 0UL;
        ref var start = ref MemoryMarshal.GetReference(json);
        for (; at <= json.Length - JsonBlock.Size; at += JsonBlock.Size)
        {
            var block = JsonBlock.Read(ref Unsafe.Add(ref start, at));
            var strings = JsonBlock.Between(block.Quotes & ~block.Escaped(ref carry)) ^ inString;
            var openings = block.Openings & ~strings;
            var closings = block.Closings & ~strings;
            inString = (ulong)((long)strings >> 63);
            if (BitOperations.PopCount(closings) < depth)
            {
                depth += BitOperations.PopCount(openings) - BitOperations.PopCount(closings);
            }
            else if (JsonBlock.FindEnd(openings, closings, ref depth) is var end && end >= 0)
            {
                return at + end + 1;
            }
        }

        if (inString != 0)
        {
            at = FindQuote(json, at + (int)carry, out _) + 1;
        }

        return SkipRest(json, at, depth);
    }

    private static int SkipRest(ReadOnlySpan<byte> json, int at, int depth)
    {
        while ((uint)at < (uint)json.Length)
        {
            switch (json[at])
            {
                case (byte)'"':
                    at = FindQuote(json, at + 1, out _);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    if (--depth == 0)
                    {
                        return at + 1;
                    }

                    break;
            }

            at++;
        }

        return json.Length;
    }
}
