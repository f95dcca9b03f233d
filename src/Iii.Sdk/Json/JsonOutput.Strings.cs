using System.Buffers;
using System.Text;

namespace Iii.Generated;

public sealed partial class JsonOutput
{
    /// <summary>Writes a string in quotes, escaped as System.Text.Json's default encoder does; null as the literal <c>null</c>.</summary>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            WriteString(value.AsSpan());
        }
    }

    /// <summary>Writes a string in quotes, escaped as System.Text.Json's default encoder does.</summary>
    public void WriteString(ReadOnlySpan<char> value)
    {
        // From here on there is always space for what is left and the quote behind it, as long as all of it is plain.
        Reserve(value.Length + 2);
        _buffer[_position++] = (byte)'"';
        while (true)
        {
            var plain = PlainText.Copy(value, _buffer.AsSpan(_position));
            _position += plain;
            if (plain == value.Length)
            {
                break;
            }

            value = WriteEscapes(value[plain..]);
        }

        _buffer[_position++] = (byte)'"';
    }

    /// <summary>Writes a UTF-8 string in quotes, escaped as System.Text.Json's default encoder does.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOfAnyExcept(s_plainUtf8) < 0)
        {
            Reserve(utf8.Length + 2);
            WriteRaw((byte)'"');
            WriteRaw(utf8);
            WriteRaw((byte)'"');
        }
        else
        {
            WriteString(Encoding.UTF8.GetString(utf8).AsSpan());
        }
    }

    /// <summary>Writes the characters at the beginning that are not plain.</summary>
    /// <returns>What follows them.</returns>
    private ReadOnlySpan<char> WriteEscapes(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty && !PlainText.Includes(value[0]))
        {
            Reserve(LongestEscape + value.Length + 1);
            var length = char.IsSurrogate(value[0]) ? WriteSurrogate(value) : WriteEscape(value[0]);
            value = value[length..];
        }

        return value;
    }

    private int WriteSurrogate(ReadOnlySpan<char> value)
    {
        if (value.Length < 2 || !char.IsSurrogatePair(value[0], value[1]))
        {
            // Half of a pair is no character; it becomes the one that stands for such.
            return WriteHex('\uFFFD');
        }

        return WriteHex(value[0]) + WriteHex(value[1]);
    }

    private int WriteEscape(char character)
    {
        var letter = character switch
        {
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            '\\' => '\\',
            _ => '\0',
        };
        if (letter == '\0')
        {
            return WriteHex(character);
        }

        _buffer[_position++] = (byte)'\\';
        _buffer[_position++] = (byte)letter;
        return 1;
    }

    private int WriteHex(char character)
    {
        const string Digits = "0123456789ABCDEF";
        var span = _buffer.AsSpan(_position, 6);
        span[5] = (byte)Digits[character & 0xF];
        span[4] = (byte)Digits[(character >> 4) & 0xF];
        span[3] = (byte)Digits[(character >> 8) & 0xF];
        span[2] = (byte)Digits[character >> 12];
        span[1] = (byte)'u';
        span[0] = (byte)'\\';
        _position += 6;
        return 1;
    }

    // Of a surrogate pair.
    private const int LongestEscape = 12;

    private static readonly SearchValues<byte> s_plainUtf8 = SearchValues.Create([.. Enumerable.Range(0, 128).Where(c => PlainText.Includes((char)c)).Select(c => (byte)c)]);
}
