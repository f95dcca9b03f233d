using System.Globalization;
using System.Text;

namespace Iii.Protocol;

/// <summary>
/// Writes the characters of JSON as UTF-8 where an escape of six bytes stands for them: messages are measured by their bytes, and all SDKs send the short form.
/// What JSON must escape stays escaped: quotes, backslashes, control characters, and half a surrogate pair, which UTF-8 cannot express.
/// </summary>
internal static class UnescapedText
{
    private const int EscapeLength = 6;

    /// <summary>Shortens JSON in its place.</summary>
    /// <returns>How long it is now.</returns>
    public static int Shorten(Span<byte> json)
    {
        var read = json.IndexOf("\\u"u8);
        if (read < 0)
        {
            return json.Length;
        }

        // The backslash that was found may itself be escaped, so begin at the first one of all.
        read = json.IndexOf((byte)'\\');
        var written = read;
        while (read < json.Length)
        {
            read += TakeEscape(json[read..], json[written..], out var count);
            written += count;
            var next = json[read..].IndexOf((byte)'\\');
            var plain = next < 0 ? json.Length - read : next;
            json.Slice(read, plain).CopyTo(json[written..]);
            read += plain;
            written += plain;
        }

        return written;
    }

    /// <summary>Copies what the escape at the beginning stands for.</summary>
    /// <returns>How many bytes were read.</returns>
    private static int TakeEscape(ReadOnlySpan<byte> from, Span<byte> to, out int written)
    {
        if (TryReadUnit(from, out var unit))
        {
            if (unit is '"' or '\\')
            {
                to[0] = (byte)'\\';
                to[1] = (byte)unit;
                written = 2;
                return EscapeLength;
            }

            if (unit >= ' ' && Rune.TryCreate(unit, out var rune))
            {
                written = rune.EncodeToUtf8(to);
                return EscapeLength;
            }

            if (char.IsHighSurrogate(unit) && TryReadUnit(from[EscapeLength..], out var low) && Rune.TryCreate(unit, low, out rune))
            {
                written = rune.EncodeToUtf8(to);
                return 2 * EscapeLength;
            }
        }

        written = Math.Min(from.Length, from.Length > 1 && from[1] == (byte)'u' ? EscapeLength : 2);
        from[..written].CopyTo(to);
        return written;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < EscapeLength || text[0] != (byte)'\\' || text[1] != (byte)'u'
            || !ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        unit = (char)number;
        return true;
    }
}
