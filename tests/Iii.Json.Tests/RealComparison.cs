using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using Iii.Generated;

namespace Iii.Json.Tests;

/// <summary>Reads texts with our reader of numbers and with the framework's, writes what they say both ways too, and says where they differ; null for nowhere.</summary>
internal static class RealComparison
{
    /// <summary>Doubles of any bits, in the shortest text and in a longer one.</summary>
    public static string? OfDoubles(Random random, int count)
    {
        Span<byte> text = stackalloc byte[32];
        for (var i = 0; i < count; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                var shortest = Format(value, "R", text);
                RealText.Read<double, DoubleFormat>(shortest, out var again);
                var difference = BitConverter.DoubleToInt64Bits(again) == BitConverter.DoubleToInt64Bits(value) ? Of(shortest) : Encoding.ASCII.GetString(shortest);
                if ((difference ?? Of(Format(value, "E16", text))) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>Floats of any bits, in the shortest text and as the double that they are.</summary>
    public static string? OfSingles(Random random, int count)
    {
        Span<byte> text = stackalloc byte[32];
        for (var i = 0; i < count; i++)
        {
            var value = BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, 1L << 31));
            if (float.IsFinite(value) && (Of(Format(value, "R", text)) ?? Of(Format((double)value, "E16", text))) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Any digits with any exponent.</summary>
    public static string? OfDigits(Random random, int count)
    {
        Span<byte> buffer = stackalloc byte[64];
        for (var i = 0; i < count; i++)
        {
            var text = buffer;
            if (random.Next(2) == 0)
            {
                Append("-"u8, ref text);
            }

            AppendDigits(1, '1', ref text);
            AppendDigits(random.Next(random.Next(1, 24)), '0', ref text);
            if (random.Next(2) == 0)
            {
                Append("."u8, ref text);
                AppendDigits(random.Next(1, 24), '0', ref text);
            }

            if (random.Next(2) == 0)
            {
                Append("e"u8, ref text);
                text = text[Format(random.Next(-360, 330), "D", text).Length..];
            }

            if (Of(buffer[..^text.Length]) is { } found)
            {
                return found;
            }
        }

        return null;

        void AppendDigits(int length, char least, ref Span<byte> text)
        {
            for (var i = 0; i < length; i++)
            {
                text[i] = (byte)random.Next(least, '9' + 1);
            }

            text = text[length..];
        }

        static void Append(ReadOnlySpan<byte> more, ref Span<byte> text)
        {
            more.CopyTo(text);
            text = text[more.Length..];
        }
    }

    /// <summary>Numbers just between two neighbours, where the even one is right: whole ones, and those with a fraction.</summary>
    public static string? OfTies(Random random, int count)
    {
        // Seven texts for each of the two types.
        for (var i = 0; i < count; i += 14)
        {
            foreach (var bits in (ReadOnlySpan<int>)[54, 25])
            {
                var odd = (1L << (bits - 1)) | random.NextInt64(1L << (bits - 1)) | 1;
                var zeros = random.Next(0, 64 - bits);
                foreach (var near in (ReadOnlySpan<int>)[-1, 0, 1])
                {
                    var number = ((BigInteger)odd << zeros) + near;
                    if ((Of($"{number}") ?? Of($"{number * BigInteger.Pow(10, random.Next(0, 25))}")) is { } found)
                    {
                        return found;
                    }
                }

                var places = random.Next(0, 30);
                if (Of($"{odd * BigInteger.Pow(5, places)}e-{places}") is { } difference)
                {
                    return difference;
                }
            }
        }

        return null;
    }

    /// <summary>One text, as a double and as a float.</summary>
    public static string? Of(ReadOnlySpan<byte> text)
    {
        var isDouble = Utf8Parser.TryParse(text, out double wide, out var wideLength);
        var length = RealText.Read<double, DoubleFormat>(text, out var ourWide);
        if (length != (isDouble ? wideLength : 0) || BitConverter.DoubleToInt64Bits(wide) != BitConverter.DoubleToInt64Bits(ourWide))
        {
            return $"{Encoding.ASCII.GetString(text)} as double: theirs {wide:R} of {wideLength} bytes, ours {ourWide:R} of {length}";
        }

        var isSingle = Utf8Parser.TryParse(text, out float narrow, out var narrowLength);
        length = RealText.Read<float, SingleFormat>(text, out var ourNarrow);
        return length != (isSingle ? narrowLength : 0) || BitConverter.SingleToInt32Bits(narrow) != BitConverter.SingleToInt32Bits(ourNarrow)
            ? $"{Encoding.ASCII.GetString(text)} as float: theirs {narrow:R} of {narrowLength} bytes, ours {ourNarrow:R} of {length}"
            : OfValue<double, DoubleFormat>(wide) ?? OfValue<float, SingleFormat>(narrow);
    }

    /// <summary>One number, written.</summary>
    public static string? OfValue<T, TFormat>(T value)
        where T : struct, IFloatingPoint<T>
        where TFormat : IRealFormat<T>
    {
        Span<byte> ours = stackalloc byte[RealText.MostBytes];
        if (!T.IsFinite(value) || RealText.Write<T, TFormat>(value, ours) is var length && length == 0)
        {
            return null;
        }

        Span<byte> theirs = stackalloc byte[64];
        var expected = Format(value, "R", theirs);
        return expected.SequenceEqual(ours[..length]) ? null : $"{typeof(T).Name} written: theirs {Encoding.ASCII.GetString(expected)}, ours {Encoding.ASCII.GetString(ours[..length])}";
    }

    private static string? Of(FormattableString text) => Of(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));

    private static ReadOnlySpan<byte> Format<T>(T value, string format, Span<byte> text)
        where T : IUtf8SpanFormattable =>
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture) ? text[..length] : throw new ArgumentException("There is no space for it.", nameof(text));
}
