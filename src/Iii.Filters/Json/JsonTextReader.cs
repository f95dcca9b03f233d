#if NET
using System.Text;
using System.Text.Unicode;
#endif

namespace Iii.Filters.Json;

/// <summary>
/// Reads UTF-8 JSON as RFC 8259 defines it, with positions. It is compiled into the source generator too, which must not carry a package into the compiler.
/// </summary>
internal ref struct JsonTextReader
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly int _maxDepth;
    private readonly JsonTokenList _tokens;
    private int _at;
    private JsonSyntaxError _error;

    private JsonTextReader(ReadOnlySpan<byte> source, int maxDepth, JsonTokenList tokens)
    {
        _source = source;
        _maxDepth = maxDepth;
        _tokens = tokens;
        _at = 0;
        _error = default;
    }

    /// <summary>Reads one value. Returns false with the error if the text is not JSON or nests deeper than allowed.</summary>
    /// <param name="tokens">An empty list, which is filled.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, int maxDepth, JsonTokenList tokens, out JsonSyntaxError error)
    {
#if NET
        // In the generator the text comes from a string.
        if (!Utf8.IsValid(source))
        {
            error = new JsonSyntaxError(JsonSyntaxFault.Encoding, InvalidPosition(source));
            return false;
        }
#endif
        var reader = new JsonTextReader(source, maxDepth, tokens);
        var isRead = reader.ReadValues();
        error = reader._error;
        return isRead;
    }

#if NET
    private static int InvalidPosition(ReadOnlySpan<byte> source)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(source[position..], out _, out var consumed) is System.Buffers.OperationStatus.Done)
        {
            position += consumed;
        }

        return position;
    }
#endif

    private bool ReadValues()
    {
        var parent = -1;
        var depth = 0;
        while (true)
        {
            SkipWhiteSpace();
            var first = Current;
            if (first is '{' or '[')
            {
                if (depth == _maxDepth)
                {
                    return Fail(JsonSyntaxFault.Depth);
                }

                depth++;
                var container = _tokens.Add(first == '{' ? JsonTokenKind.Object : JsonTokenKind.Array, _at, 0);
                _tokens[container].Next = parent;
                parent = container;
                _at++;
                SkipWhiteSpace();
                if (Current != Closing(container))
                {
                    if (first == '{' && !ReadName())
                    {
                        return false;
                    }

                    continue;
                }

                _at++;
                parent = Close(container);
                depth--;
            }
            else if (!ReadScalar(first))
            {
                return false;
            }

            // After a value its containers end, until one goes on.
            while (true)
            {
                SkipWhiteSpace();
                if (parent < 0)
                {
                    return _at == _source.Length || Fail(JsonSyntaxFault.End);
                }

                _tokens[parent].Count++;
                if (Current == ',' && _at < _source.Length)
                {
                    _at++;
                    if (_tokens[parent].Kind == JsonTokenKind.Object && !ReadName())
                    {
                        return false;
                    }

                    break;
                }

                if (Current != Closing(parent))
                {
                    return Fail(_tokens[parent].Kind == JsonTokenKind.Object ? JsonSyntaxFault.CommaOrBrace : JsonSyntaxFault.CommaOrBracket);
                }

                _at++;
                parent = Close(parent);
                depth--;
            }
        }
    }

    private readonly int Closing(int container) => _tokens[container].Kind == JsonTokenKind.Object ? '}' : ']';

    private readonly int Close(int container)
    {
        ref var token = ref _tokens[container];
        var parent = token.Next;
        token.Next = _tokens.Count;
        token.Length = _at - token.Start;
        return parent;
    }

    private bool ReadName()
    {
        SkipWhiteSpace();
        if (Current != '"')
        {
            return Fail(JsonSyntaxFault.Name);
        }

        if (!ReadString())
        {
            return false;
        }

        SkipWhiteSpace();
        if (Current != ':')
        {
            return Fail(JsonSyntaxFault.Colon);
        }

        _at++;
        return true;
    }

    private bool ReadScalar(int first) => first switch
    {
        '"' => ReadString(),
        '-' or (>= '0' and <= '9') => ReadNumber(),
        't' => ReadWord("true"u8, JsonTokenKind.True),
        'f' => ReadWord("false"u8, JsonTokenKind.False),
        'n' => ReadWord("null"u8, JsonTokenKind.Null),
        _ => Fail(JsonSyntaxFault.Value),
    };

    private bool ReadWord(ReadOnlySpan<byte> word, JsonTokenKind kind)
    {
        if (!_source.Slice(_at).StartsWith(word))
        {
            return Fail(JsonSyntaxFault.Value);
        }

        _tokens.Add(kind, _at, word.Length);
        _at += word.Length;
        return true;
    }

    private bool ReadString()
    {
        var start = _at;
        var isEscaped = false;
        for (_at++; Current != '"'; _at++)
        {
            if (Current < ' ')
            {
                return Fail(JsonSyntaxFault.ClosingQuote);
            }

            if (Current != '\\')
            {
                continue;
            }

            isEscaped = true;
            _at++;
            if (Current == 'u' && JsonEscapes.Hex(_source.Slice(_at + 1)) >= 0)
            {
                _at += 4;
            }
            else if (_at >= _source.Length || JsonEscapes.Simple(_source[_at]) < 0)
            {
                return Fail(JsonSyntaxFault.Escape);
            }
        }

        _at++;
        if (!isEscaped)
        {
            _tokens.AddString(start, _at - start);
            return true;
        }

        if (_tokens.TryAddEscapedString(_source, start, _at - start))
        {
            return true;
        }

        _error = new JsonSyntaxError(JsonSyntaxFault.Surrogate, start);
        return false;
    }

    private bool ReadNumber()
    {
        var start = _at;
        _at += Current == '-' ? 1 : 0;
        var leading = _at;
        var isNumber = SkipDigits() && (_at == leading + 1 || _source[leading] != '0');
        if (isNumber && Current == '.')
        {
            _at++;
            isNumber = SkipDigits();
        }

        if (isNumber && Current is 'e' or 'E')
        {
            _at++;
            _at += Current is '+' or '-' ? 1 : 0;
            isNumber = SkipDigits();
        }

        if (!isNumber)
        {
            return Fail(JsonSyntaxFault.Number);
        }

        _tokens.Add(JsonTokenKind.Number, start, _at - start);
        return true;
    }

    private bool SkipDigits()
    {
        var start = _at;
        while (Current is >= '0' and <= '9')
        {
            _at++;
        }

        return _at > start;
    }

    private void SkipWhiteSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    /// <summary>The byte at the position, or -1 at the end.</summary>
    private readonly int Current => (uint)_at < (uint)_source.Length ? _source[_at] : -1;

    private bool Fail(JsonSyntaxFault fault)
    {
        _error = new JsonSyntaxError(fault, Math.Min(_at, _source.Length));
        return false;
    }
}
