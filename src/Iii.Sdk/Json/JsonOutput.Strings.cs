using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

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
        Reserve(value.Length + 2);
        var span = _buffer.AsSpan(_position);
        span[0] = (byte)'"';

        // Nearly every string is plain ASCII that needs no escape: one vectorised scan and one narrowing copy.
        if (value.IndexOfAnyExcept(s_plain) < 0)
        {
            Encoding.ASCII.GetBytes(value, span[1..]);
            span[value.Length + 1] = (byte)'"';
            _position += value.Length + 2;
        }
        else
        {
            _position++;
            WriteEscaped(value);
            WriteRaw((byte)'"');
        }
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

    private void WriteEscaped(ReadOnlySpan<char> value)
    {
        Span<char> escaped = stackalloc char[256];
        while (!value.IsEmpty)
        {
            JavaScriptEncoder.Default.Encode(value, escaped, out var read, out var written, isFinalBlock: true);
            var size = Encoding.UTF8.GetMaxByteCount(written);
            Reserve(size);
            _position += Encoding.UTF8.GetBytes(escaped[..written], _buffer.AsSpan(_position));
            value = value[read..];
        }
    }

    // What JavaScriptEncoder.Default lets through unchanged: printable ASCII less the characters that HTML and JSON give a meaning.
    private const string Plain =
        " !#$%()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

    private static readonly SearchValues<char> s_plain = SearchValues.Create(Plain);

    private static readonly SearchValues<byte> s_plainUtf8 = SearchValues.Create(Encoding.ASCII.GetBytes(Plain));
}
