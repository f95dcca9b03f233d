namespace Iii.Filters.Json;

/// <summary>Reads the escapes of JSON strings.</summary>
internal static class JsonEscapes
{
    /// <summary>
    /// Writes the text of a string without its escapes and returns the number of bytes, or -1 if an escape is malformed or is one half of a surrogate pair.
    /// </summary>
    /// <param name="content">The bytes between the quotes.</param>
    /// <param name="destination">At least as long as <paramref name="content" />.</param>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var escape = content.IndexOf((byte)'\\');
            if (escape < 0)
            {
                content.CopyTo(destination.Slice(written));
                return written + content.Length;
            }

            content.Slice(0, escape).CopyTo(destination.Slice(written));
            written += escape;
            content = content.Slice(escape);
            if (content.Length < 2)
            {
                return -1;
            }

            if (content[1] != 'u')
            {
                var simple = Simple(content[1]);
                if (simple < 0)
                {
                    return -1;
                }

                destination[written++] = (byte)simple;
                content = content.Slice(2);
                continue;
            }

            var scalar = CodeUnit(content);
            content = content.Slice(Math.Min(6, content.Length));
            if (scalar is >= 0xD800 and <= 0xDBFF)
            {
                var low = CodeUnit(content);
                scalar = low is >= 0xDC00 and <= 0xDFFF ? 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00) : -1;
                content = content.Slice(Math.Min(6, content.Length));
            }

            if (scalar is < 0 or (>= 0xD800 and <= 0xDFFF))
            {
                return -1;
            }

            written += Encode(scalar, destination.Slice(written));
        }
    }

    /// <summary>Gets the value of four hexadecimal digits, or -1.</summary>
    public static int Hex(ReadOnlySpan<byte> digits)
    {
        if (digits.Length < 4)
        {
            return -1;
        }

        var value = 0;
        foreach (var digit in digits.Slice(0, 4))
        {
            var nibble = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => -1,
            };
            if (nibble < 0)
            {
                return -1;
            }

            value = (value << 4) | nibble;
        }

        return value;
    }

    /// <summary>Gets the character that an escape of two characters stands for, or -1.</summary>
    public static int Simple(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => letter,
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => -1,
    };

    private static int CodeUnit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[0] == '\\' && escape[1] == 'u' ? Hex(escape.Slice(2)) : -1;

    private static int Encode(int scalar, Span<byte> destination)
    {
        if (scalar < 0x80)
        {
            destination[0] = (byte)scalar;
            return 1;
        }

        if (scalar < 0x800)
        {
            destination[0] = (byte)(0xC0 | (scalar >> 6));
            destination[1] = (byte)(0x80 | (scalar & 0x3F));
            return 2;
        }

        if (scalar < 0x10000)
        {
            destination[0] = (byte)(0xE0 | (scalar >> 12));
            destination[1] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
            destination[2] = (byte)(0x80 | (scalar & 0x3F));
            return 3;
        }

        destination[0] = (byte)(0xF0 | (scalar >> 18));
        destination[1] = (byte)(0x80 | ((scalar >> 12) & 0x3F));
        destination[2] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
        destination[3] = (byte)(0x80 | (scalar & 0x3F));
        return 4;
    }
}
