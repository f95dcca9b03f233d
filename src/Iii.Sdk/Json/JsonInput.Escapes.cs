using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Iii.Generated;

public ref partial struct JsonInput
{
    private const int ShortText = 256;

    /// <summary>The string or name without its escapes, which are known to be well-formed; null when it is no text, which is for the framework to say.</summary>
    private readonly string? Unescape()
    {
        // No character takes fewer bytes than it has units of UTF-16.
        var rented = _valueLength <= ShortText ? null : ArrayPool<char>.Shared.Rent(_valueLength);
        try
        {
            Span<char> characters = rented ?? stackalloc char[ShortText];
            return TryUnescape(ValueSpan, characters, out var length) ? new string(characters[..length]) : null;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }

    private static bool TryUnescape(ReadOnlySpan<byte> text, Span<char> characters, out int length)
    {
        length = 0;
        while (true)
        {
            var plain = text.IndexOf((byte)'\\');
            if (Utf8.ToUtf16(plain < 0 ? text : text[..plain], characters[length..], out _, out var written, replaceInvalidSequences: false) is not OperationStatus.Done)
            {
                return false;
            }

            length += written;
            if (plain < 0)
            {
                return true;
            }

            text = text[plain..];
            var character = Escaped(ref text);
            characters[length++] = character;
            if (char.IsSurrogate(character))
            {
                // Two escapes in a row are one character, or none.
                if (!char.IsHighSurrogate(character) || text is not [(byte)'\\', (byte)'u', ..] || Escaped(ref text) is var low && !char.IsLowSurrogate(low))
                {
                    return false;
                }

                characters[length++] = low;
            }
        }
    }

    /// <summary>The unit of UTF-16 that the escape at the beginning stands for; the text goes on behind it.</summary>
    private static char Escaped(ref ReadOnlySpan<byte> text)
    {
        var letter = text[1];
        if (letter == (byte)'u')
        {
            var unit = (char)ushort.Parse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            text = text[6..];
            return unit;
        }

        text = text[2..];
        return letter switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => (char)letter,
        };
    }
}
