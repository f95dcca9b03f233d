using System.Buffers;

namespace Iii.Protocol;

/// <summary>
/// Walks over one level of a JSON object and finds where its values begin and end, without looking into them.
/// </summary>
/// <remarks>
/// Values are skipped by counting brackets outside of strings, which is vectorised: the payload is read once, by the one who knows its type,
/// and malformed JSON inside it is that reader's error, not this frame's. Nothing here recurses or throws.
/// </remarks>
internal ref struct EnvelopeScanner(ReadOnlySpan<byte> message)
{
    private static readonly SearchValues<byte> s_structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> s_stringEnd = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> s_literalEnd = SearchValues.Create(",}] \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>Why the walk ended before the object's end; null when all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Steps into the object.</summary>
    public bool TryBegin()
    {
        SkipWhiteSpace();
        return TryTake((byte)'{', "the frame is not a JSON object");
    }

    /// <summary>Finds the next property.</summary>
    /// <returns>False at the object's end, and when <see cref="Problem"/> says why not.</returns>
    public bool TryNext(out Slice name, out Slice value)
    {
        name = value = default;
        SkipWhiteSpace();
        if (_position < _message.Length && _message[_position] == (byte)'}')
        {
            _position++;
            SkipWhiteSpace();
            if (_position != _message.Length)
            {
                Problem = "there is text after the frame's end";
            }

            return false;
        }

        return TryString(out name)
            && TrySkipWhiteSpaceAndTake((byte)':', "a colon is missing after a property's name")
            && TryValue(out value)
            && TryComma();
    }

    private bool TryComma()
    {
        SkipWhiteSpace();
        if (_position < _message.Length && _message[_position] == (byte)',')
        {
            _position++;
            SkipWhiteSpace();
            return _position < _message.Length && _message[_position] == (byte)'"' || Fail("a property is missing after a comma");
        }

        return _position < _message.Length && _message[_position] == (byte)'}' || Fail("the frame ends in the middle of an object");
    }

    private bool TryValue(out Slice value)
    {
        value = default;
        SkipWhiteSpace();
        if (_position >= _message.Length)
        {
            return Fail("the frame ends before a value");
        }

        switch (_message[_position])
        {
            case (byte)'"':
                return TryString(out value);
            case (byte)'{' or (byte)'[':
                return TryNested(out value);
            default:
                return TryLiteral(out value);
        }
    }

    private bool TryString(out Slice text)
    {
        text = default;
        if (!TryTake((byte)'"', "a string is missing"))
        {
            return false;
        }

        var start = _position;
        var kind = SliceKind.Text;
        while (true)
        {
            var found = _message[_position..].IndexOfAny(s_stringEnd);
            if (found < 0 || _position + found + 1 > _message.Length)
            {
                return Fail("the frame ends in the middle of a string");
            }

            _position += found;
            if (_message[_position] == (byte)'"')
            {
                text = new Slice(start, _position - start, kind);
                _position++;
                return true;
            }

            kind = SliceKind.EscapedText;
            _position += 2;
            if (_position > _message.Length)
            {
                return Fail("the frame ends in the middle of a string");
            }
        }
    }

    private bool TryNested(out Slice value)
    {
        value = default;
        var start = _position;
        var depth = 0;
        while (true)
        {
            var found = _message[_position..].IndexOfAny(s_structure);
            if (found < 0)
            {
                return Fail("the frame ends in the middle of a value");
            }

            _position += found;
            switch (_message[_position])
            {
                case (byte)'"':
                    if (!TryString(out _))
                    {
                        return false;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    _position++;
                    break;
                default:
                    depth--;
                    _position++;
                    if (depth == 0)
                    {
                        value = new Slice(start, _position - start, SliceKind.Json);
                        return true;
                    }

                    break;
            }
        }
    }

    private bool TryLiteral(out Slice value)
    {
        var start = _position;
        var length = _message[_position..].IndexOfAny(s_literalEnd);
        if (length <= 0)
        {
            value = default;
            return Fail(length == 0 ? "a value is missing" : "the frame ends in the middle of a value");
        }

        _position += length;
        var isNull = _message.Slice(start, length).SequenceEqual("null"u8);
        value = new Slice(start, length, isNull ? SliceKind.Null : SliceKind.Json);
        return true;
    }

    private bool TrySkipWhiteSpaceAndTake(byte expected, string otherwise)
    {
        SkipWhiteSpace();
        return TryTake(expected, otherwise);
    }

    private bool TryTake(byte expected, string otherwise)
    {
        if (_position < _message.Length && _message[_position] == expected)
        {
            _position++;
            return true;
        }

        return Fail(otherwise);
    }

    private void SkipWhiteSpace()
    {
        while (_position < _message.Length && _message[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _position++;
        }
    }

    private bool Fail(string problem)
    {
        Problem = problem;
        return false;
    }
}
