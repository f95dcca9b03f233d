using System.Buffers;
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

    /// <summary>The bytes that a string between its quotes means.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        var reader = new Utf8JsonReader([(byte)'"', .. escaped, (byte)'"']);
        reader.Read();
        var text = new byte[escaped.Length];
        return text[..reader.CopyString(text)];
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
}
