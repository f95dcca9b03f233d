using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Iii.Generated;

// What comes next is mostly known: properties come in the order of their declaration, elements are of one kind, and nobody sends white space. Each of these methods looks
// whether it is so, which is faster than to find out what there is. Where it is not so, nothing has moved.
public ref partial struct JsonInput
{
    /// <summary>Moves on to the value of the property that comes next, if it is this one.</summary>
    /// <param name="quotedNameAndColon">The name as senders write it: <c>"name":</c>. This stands on the object's beginning, or on the end of a member's value.</param>
    /// <returns>False when something else comes next, or the same written in another way.</returns>
    /// <exception cref="JsonException">The JSON is malformed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadProperty(ReadOnlySpan<byte> quotedNameAndColon)
    {
        if (!TryFindNext(JsonTokenType.StartObject, out var rest) || !rest.StartsWith(quotedNameAndColon))
        {
            return false;
        }

        ReadValueBehind(rest.Length - quotedNameAndColon.Length);
        return true;
    }

    /// <summary>Reads the element that comes next, if it is a floating point number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadElement<T, TFormat>(out T value)
        where TFormat : IRealFormat<T>
    {
        if (!TryFindNext(JsonTokenType.StartArray, out var rest))
        {
            value = default!;
            return false;
        }

        var length = RealText.Read<T, TFormat>(rest, out value);
        if (length == 0 || length >= rest.Length || rest[length] is not ((byte)',' or (byte)']'))
        {
            return false;
        }

        Stand(JsonTokenType.Number, _text.Length - rest.Length, length);
        return true;
    }

    /// <summary>The text behind the container's beginning, or behind the comma that follows a member or an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryFindNext(JsonTokenType beginning, out ReadOnlySpan<byte> rest)
    {
        rest = _text[_position..];
        if (_token == beginning)
        {
            return true;
        }

        if (rest is not [(byte)',', ..])
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private void ReadValueBehind(int left)
    {
        var at = AfterSpace(_text.Length - left);
        if (at >= _text.Length)
        {
            throw Malformed();
        }

        ReadValue(at, _text[at]);
    }
}
