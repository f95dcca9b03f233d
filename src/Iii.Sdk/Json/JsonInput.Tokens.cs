using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Iii.Generated;

public ref partial struct JsonInput
{
    private static readonly SearchValues<byte> s_special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(c => (byte)c)]);

    /// <summary>The length of the number at the beginning of the text, with something behind it that may stand there; 0 for none.</summary>
    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        var at = text[0] == (byte)'-' ? 1 : 0;
        if (!SkipDigits(text, ref at, out var first) || (text[first] == (byte)'0' && at > first + 1))
        {
            return 0;
        }

        if (at < text.Length && text[at] == (byte)'.')
        {
            at++;
            if (!SkipDigits(text, ref at, out _))
            {
                return 0;
            }
        }

        if (at < text.Length && (text[at] | 0x20) == (byte)'e')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
            {
                at++;
            }

            if (!SkipDigits(text, ref at, out _))
            {
                return 0;
            }
        }

        return at == text.Length || IsDelimiter(text[at]) ? at : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SkipDigits(ReadOnlySpan<byte> text, ref int at, out int first)
    {
        first = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            at++;
        }

        return at > first;
    }

    // A comment would be refused too, but not before the number was seen.
    private static bool IsDelimiter(byte character) => character is (byte)',' or (byte)']' or (byte)'}' or (byte)'/' || IsSpace(character);

    private void ReadString(int at, JsonTokenType token)
    {
        var first = at + 1;
        var end = FindSpecial(first);
        if ((uint)end >= (uint)_text.Length || _text[end] != (byte)'"')
        {
            end = FindEnd(end);
            _isEscaped = true;
        }
        else
        {
            _isEscaped = false;
        }

        _token = token;
        _start = at;
        _valueStart = first;
        _valueLength = end - first;
        _position = end + 1;
    }

    /// <summary>The first quote, backslash or control character from here on; the text's length for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int FindSpecial(int at)
    {
        // Names and most values end within a few bytes, before a general search would have begun.
        if (_text.Length - at >= Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(_text), (nuint)at);
            var special = (Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')) | Vector128.LessThan(bytes, Vector128.Create((byte)' '))).ExtractMostSignificantBits();
            if (special != 0)
            {
                return at + BitOperations.TrailingZeroCount(special);
            }

            at += Vector128<byte>.Count;
        }

        return SearchSpecial(at);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int SearchSpecial(int at)
    {
        var found = _text[at..].IndexOfAny(s_special);
        return found < 0 ? _text.Length : at + found;
    }

    /// <summary>The quote that ends a string in which something else than a quote comes first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int FindEnd(int at)
    {
        while (at < _text.Length && _text[at] == (byte)'\\')
        {
            var length = EscapeLength(_text[at..]);
            if (length == 0)
            {
                throw Malformed();
            }

            at = FindSpecial(at + length);
        }

        return at < _text.Length && _text[at] == (byte)'"' ? at : throw Malformed();
    }

    private static int EscapeLength(ReadOnlySpan<byte> text) => text is [_, (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..] ? 2
        : text is [_, (byte)'u', var a, var b, var c, var d, ..] && IsHex(a) && IsHex(b) && IsHex(c) && IsHex(d) ? 6
        : 0;

    private static bool IsHex(byte character) => char.IsAsciiHexDigit((char)character);
}
