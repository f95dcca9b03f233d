using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>Strings as the real engine passes them on: only what must be escaped is.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> s_escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>Writes the string or the name at which a reader stands, with its quotes.</summary>
    public static void Write(JsonOutput output, ref Utf8JsonReader reader)
    {
        output.WriteRaw((byte)'"');
        if (reader.ValueIsEscaped)
        {
            WriteEscaped(output, ref reader);
        }
        else
        {
            // What was not escaped need not be.
            output.WriteRaw(reader.ValueSpan);
        }

        output.WriteRaw((byte)'"');
    }

    /// <summary>Writes a text as a string, with its quotes.</summary>
    public static void Write(JsonOutput output, string text)
    {
        output.WriteRaw((byte)'"');
        var start = output.Length;
        Encoding.UTF8.GetBytes(text, output);
        if (output.WrittenSpan[start..].IndexOfAny(s_escaped) >= 0)
        {
            var plain = output.WrittenSpan[start..].ToArray();
            output.Rewind(start);
            WriteEscaped(output, plain);
        }

        output.WriteRaw((byte)'"');
    }

    /// <summary>Whether the string at which a reader stands is text: half of a surrogate pair can be escaped, but it is none.</summary>
    public static bool IsText(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            reader.CopyString(buffer);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Compares two strings as they were written here, by the bytes that they mean.</summary>
    public static int Compare(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        while (!x.IsEmpty && !y.IsEmpty)
        {
            if (Take(ref x) - Take(ref y) is not 0 and var order)
            {
                return order;
            }
        }

        return x.Length - y.Length;
    }

    private static void WriteEscaped(JsonOutput output, ref Utf8JsonReader reader)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        WriteEscaped(output, buffer.AsSpan(0, reader.CopyString(buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void WriteEscaped(JsonOutput output, ReadOnlySpan<byte> text)
    {
        for (var next = text.IndexOfAny(s_escaped); next >= 0; next = text.IndexOfAny(s_escaped))
        {
            output.WriteRaw(text[..next]);
            WriteEscape(output, text[next]);
            text = text[(next + 1)..];
        }

        output.WriteRaw(text);
    }

    private static void WriteEscape(JsonOutput output, byte character)
    {
        output.WriteRaw((byte)'\\');
        switch (character)
        {
            case (byte)'"' or (byte)'\\':
                output.WriteRaw(character);
                break;
            case (byte)'\b':
                output.WriteRaw((byte)'b');
                break;
            case (byte)'\f':
                output.WriteRaw((byte)'f');
                break;
            case (byte)'\n':
                output.WriteRaw((byte)'n');
                break;
            case (byte)'\r':
                output.WriteRaw((byte)'r');
                break;
            case (byte)'\t':
                output.WriteRaw((byte)'t');
                break;
            default:
                output.WriteRaw("u00"u8);
                output.WriteRaw((byte)(character < 0x10 ? '0' : '1'));
                output.WriteRaw("0123456789abcdef"u8[character & 0xF]);
                break;
        }
    }

    /// <summary>The next byte that a string means, without what it was escaped with.</summary>
    private static byte Take(ref ReadOnlySpan<byte> text)
    {
        var (character, length) = text[0] != (byte)'\\' ? (text[0], 1) : text[1] switch
        {
            (byte)'b' => ((byte)'\b', 2),
            (byte)'f' => ((byte)'\f', 2),
            (byte)'n' => ((byte)'\n', 2),
            (byte)'r' => ((byte)'\r', 2),
            (byte)'t' => ((byte)'\t', 2),
            (byte)'u' => (byte.Parse(text[4..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture), 6),
            var itself => (itself, 2),
        };
        text = text[length..];
        return character;
    }
}
