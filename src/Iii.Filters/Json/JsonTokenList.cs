namespace Iii.Filters.Json;

/// <summary>
/// Represents a JSON text as a list of tokens in the order of the source: a container is followed by its items, or by its names and values in turn.
/// </summary>
internal sealed class JsonTokenList
{
    private JsonToken[] _tokens = new JsonToken[32];
    private byte[] _unescaped = [];
    private int _unescapedLength;

    /// <summary>Gets the number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>Gets a token.</summary>
    public ref JsonToken this[int index] => ref _tokens[index];

    /// <summary>Removes all tokens.</summary>
    public void Clear()
    {
        Count = 0;
        _unescapedLength = 0;
    }

    /// <summary>Adds a token and returns its index.</summary>
    public int Add(JsonTokenKind kind, int start, int length)
    {
        if (Count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Count * 2);
        }

        ref var token = ref _tokens[Count];
        token = default;
        token.Kind = kind;
        token.Start = start;
        token.Length = length;
        token.Next = Count + 1;
        return Count++;
    }

    /// <summary>Adds a string whose text has no escapes.</summary>
    public void AddString(int start, int length)
    {
        var index = Add(JsonTokenKind.String, start, length);
        ref var token = ref _tokens[index];
        token.TextStart = start + 1;
        token.TextLength = length - 2;
    }

    /// <summary>Adds a string whose text has escapes. Returns false if it has one half of a surrogate pair.</summary>
    public bool TryAddEscapedString(ReadOnlySpan<byte> source, int start, int length)
    {
        if (_unescaped.Length - _unescapedLength < length)
        {
            Array.Resize(ref _unescaped, Math.Max(_unescaped.Length * 2, _unescapedLength + length));
        }

        var written = JsonEscapes.Unescape(source.Slice(start + 1, length - 2), _unescaped.AsSpan(_unescapedLength));
        if (written < 0)
        {
            return false;
        }

        var index = Add(JsonTokenKind.String, start, length);
        ref var token = ref _tokens[index];
        token.IsEscaped = true;
        token.TextStart = _unescapedLength;
        token.TextLength = written;
        _unescapedLength += written;
        return true;
    }

    /// <summary>Gets the unescaped text of a string.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> source, int index)
    {
        ref var token = ref _tokens[index];
        return (token.IsEscaped ? _unescaped.AsSpan() : source).Slice(token.TextStart, token.TextLength);
    }
}
