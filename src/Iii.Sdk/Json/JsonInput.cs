using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>
/// JSON text that generated code reads forward, token by token. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
/// <remarks>
/// <para>Its members mean what those of <see cref="Utf8JsonReader"/> mean, less what readers made at compile time have no use for: text in pieces, comments, trailing
/// commas. That, and that it knows the text as a whole, makes it faster.</para>
/// <para>What is malformed is for the framework to say: the text is given to its reader, which refuses it with the same exception as ever.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonInput
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly int _maxDepth;
    private readonly bool _isPayload;
    private int _start;
    private int _position;
    private int _valueStart;
    private int _valueLength;
    private int _depth;

    // A bit for each container that is open, the innermost one the lowest: 1 for an object. What does not fit is outside.
    private ulong _objects;
    private ulong _outerObjects;
    private JsonTokenType _token;
    private bool _isEscaped;

    /// <summary>Stands before the first token of what a function is called with.</summary>
    /// <param name="utf8Json">One JSON value.</param>
    public JsonInput(ReadOnlySpan<byte> utf8Json)
        : this(utf8Json, client: null)
    {
    }

    /// <inheritdoc cref="JsonInput(ReadOnlySpan{byte})"/>
    /// <param name="client">Who opens the ends of channels that the value refers to.</param>
    public JsonInput(ReadOnlySpan<byte> utf8Json, IIIClient? client)
        : this(utf8Json, client, JsonDepth.Default)
    {
    }

    /// <inheritdoc cref="JsonInput(ReadOnlySpan{byte}, IIIClient?)"/>
    /// <param name="maxDepth">The deepest nesting that is read, from 1 to 126.</param>
    public JsonInput(ReadOnlySpan<byte> utf8Json, IIIClient? client, int maxDepth)
        : this(utf8Json, client, maxDepth, isPayload: true)
    {
    }

    internal JsonInput(ReadOnlySpan<byte> utf8Json, IIIClient? client, int maxDepth, bool isPayload)
    {
        _text = utf8Json;
        _maxDepth = maxDepth;
        _isPayload = isPayload;
        Client = client;
    }

    /// <summary>The name on which it stands is that of the property which the engine adds to the payloads of calls: whose call it is.</summary>
    internal readonly bool IsOnCallerId => _isPayload && _depth == 1 && ValueTextEquals("_caller_worker_id"u8);

    /// <summary>Who opens the ends of channels that the value refers to; null where the value came over no wire.</summary>
    internal readonly IIIClient? Client { get; }

    /// <summary>What kind of token was read last.</summary>
    public readonly JsonTokenType TokenType => _token;

    /// <summary>The token as it stands in the text; of a string or a name, what is between the quotes.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => _text.Slice(_valueStart, _valueLength);

    /// <summary>The string or name has escapes.</summary>
    public readonly bool ValueIsEscaped => _isEscaped;

    /// <summary>Where the token begins, in bytes from the beginning of the text.</summary>
    public readonly long TokenStartIndex => _start;

    /// <summary>Where the token ends, in bytes from the beginning of the text; of a name, behind its colon.</summary>
    internal readonly long BytesConsumed => _position;

    /// <summary>How many objects and arrays are around the token.</summary>
    internal readonly int CurrentDepth => _token is JsonTokenType.StartObject or JsonTokenType.StartArray ? _depth - 1 : _depth;

    private readonly bool IsInObject => (_objects & 1) != 0;

    /// <summary>Moves on to the next token.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="JsonException">The JSON is malformed.</exception>
    public bool Read()
    {
        var at = AfterSpace(_position);
        if (at >= _text.Length)
        {
            return AtEnd();
        }

        var character = _text[at];
        switch (_token)
        {
            case JsonTokenType.None:
            case JsonTokenType.PropertyName:
                ReadValue(at, character);
                return true;
            case JsonTokenType.StartObject:
                if (character == (byte)'"')
                {
                    ReadName(at);
                    return true;
                }

                break;
            case JsonTokenType.StartArray:
                if (character != (byte)']')
                {
                    ReadValue(at, character);
                    return true;
                }

                break;
            default:
                if (character == (byte)',' && _depth > 0)
                {
                    ReadNext(AfterSpace(at + 1));
                    return true;
                }

                break;
        }

        ReadEnd(at, character);
        return true;
    }

    /// <summary>Moves on to the end of the value that begins here, or behind the name on which this stands.</summary>
    /// <exception cref="JsonException">The JSON is malformed.</exception>
    public void Skip()
    {
        if (_token is JsonTokenType.PropertyName)
        {
            Read();
        }

        if (_token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var outside = _depth - 1;
            do
            {
                Read();
            }
            while (_depth > outside);
        }
    }

    /// <summary>The text of the value that begins here, to the byte as it came; moves on to its end.</summary>
    internal ReadOnlySpan<byte> ReadRaw()
    {
        var start = _start;
        Skip();
        return _text[start.._position];
    }

    /// <summary>The property's name on which this stands, as a string.</summary>
    internal readonly JsonInput NameAsValue()
    {
        var value = new JsonInput(_text.Slice(_start, _valueLength + 2));
        value.Read();
        return value;
    }

    private readonly bool AtEnd() => _depth == 0 && _token is not JsonTokenType.None ? false : throw Malformed();

    /// <summary>A member or an element behind a comma.</summary>
    private void ReadNext(int at)
    {
        if (at >= _text.Length)
        {
            throw Malformed();
        }

        if (!IsInObject)
        {
            ReadValue(at, _text[at]);
        }
        else if (_text[at] == (byte)'"')
        {
            ReadName(at);
        }
        else
        {
            throw Malformed();
        }
    }

    private void ReadName(int at)
    {
        ReadString(at, JsonTokenType.PropertyName);
        var colon = AfterSpace(_position);
        if (colon >= _text.Length || _text[colon] != (byte)':')
        {
            throw Malformed();
        }

        _position = colon + 1;
    }

    private void ReadValue(int at, byte character)
    {
        switch (character)
        {
            case (byte)'"':
                ReadString(at, JsonTokenType.String);
                break;
            case (byte)'{':
                ReadBegin(at, JsonTokenType.StartObject);
                break;
            case (byte)'[':
                ReadBegin(at, JsonTokenType.StartArray);
                break;
            case (byte)'t':
                ReadLiteral(at, "true"u8, JsonTokenType.True);
                break;
            case (byte)'f':
                ReadLiteral(at, "false"u8, JsonTokenType.False);
                break;
            case (byte)'n':
                ReadLiteral(at, "null"u8, JsonTokenType.Null);
                break;
            default:
                ReadNumber(at);
                break;
        }
    }

    private void ReadBegin(int at, JsonTokenType token)
    {
        if (_depth >= _maxDepth)
        {
            throw Malformed();
        }

        _depth++;
        _outerObjects = (_outerObjects << 1) | (_objects >> 63);
        _objects = (_objects << 1) | (token is JsonTokenType.StartObject ? 1UL : 0);
        Stand(token, at, 1);
    }

    private void ReadEnd(int at, byte character)
    {
        if (_depth == 0 || character != (IsInObject ? (byte)'}' : (byte)']'))
        {
            throw Malformed();
        }

        Stand(IsInObject ? JsonTokenType.EndObject : JsonTokenType.EndArray, at, 1);
        Leave();
    }

    private void Leave()
    {
        _depth--;
        _objects = (_objects >> 1) | (_outerObjects << 63);
        _outerObjects >>= 1;
    }

    private void ReadLiteral(int at, ReadOnlySpan<byte> literal, JsonTokenType token)
    {
        if (!_text[at..].StartsWith(literal))
        {
            throw Malformed();
        }

        Stand(token, at, literal.Length);
    }

    private void ReadNumber(int at)
    {
        var length = NumberLength(_text[at..]);
        if (length == 0 || (at + length == _text.Length && _depth > 0))
        {
            throw Malformed();
        }

        Stand(JsonTokenType.Number, at, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Stand(JsonTokenType token, int at, int length)
    {
        _token = token;
        _start = at;
        _valueStart = at;
        _valueLength = length;
        _position = at + length;
        _isEscaped = false;
    }

    /// <summary>The position itself, or the next that is no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int AfterSpace(int at)
    {
        while ((uint)at < (uint)_text.Length && _text[at] <= ' ' && IsSpace(_text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>What the framework's reader says of the text.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly JsonException Malformed()
    {
        Registration.JsonText.Check(_text, _maxDepth);
        return new JsonException($"The JSON is malformed at {AfterSpace(_position)}.");
    }
}
