using System.Globalization;
using System.Text;

namespace Iii.Generators.Infrastructure;

/// <summary>Reads JSON at compile time. The framework's reader is not to be had in a compiler of every version.</summary>
internal sealed class JsonTextParser(string text)
{
    /// <summary>The depth at which the engine's frames could still hold it, and the stack holds out.</summary>
    private const int MaxDepth = 64;

    private static readonly string[] s_words = ["true", "false", "null"];

    private int _at;
    private int _depth;
    private string? _problem;

    public JsonText? Parse(out string? problem)
    {
        var value = Value();
        SkipSpace();
        if (value is not null && _at < text.Length)
        {
            value = Fail("the end");
        }

        problem = _problem;
        return value;
    }

    private JsonText? Value()
    {
        SkipSpace();
        switch (Current)
        {
            case '{':
                return Nested(Object);
            case '[':
                return Nested(Array);
            case '"':
                var start = _at;
                return String() is { } said ? new JsonText(text.Substring(start, _at - start), said, []) : null;
            case '-' or (>= '0' and <= '9'):
                return Number();
            default:
                foreach (var word in s_words)
                {
                    if (string.CompareOrdinal(text, _at, word, 0, word.Length) == 0)
                    {
                        _at += word.Length;
                        return new JsonText(word, null, []);
                    }
                }

                return Fail("a value");
        }
    }

    private JsonText? Nested(Func<JsonText?> read)
    {
        if (_depth == MaxDepth)
        {
            return Fail($"no more than {MaxDepth} levels");
        }

        _depth++;
        _at++;
        var value = read();
        _depth--;
        return value;
    }

    private JsonText? Object()
    {
        var members = new List<(string Name, JsonText Value)>();
        var compact = new StringBuilder("{");
        if (!Take('}'))
        {
            do
            {
                SkipSpace();
                var start = _at;
                if (Current != '"')
                {
                    return Fail("a property's name in double quotes");
                }

                if (String() is not { } name)
                {
                    return null;
                }

                compact.Append(members.Count > 0 ? "," : "").Append(text, start, _at - start).Append(':');
                if (!Take(':'))
                {
                    return Fail("a colon");
                }

                if (Value() is not { } value)
                {
                    return null;
                }

                compact.Append(value.Compact);
                members.Add((name, value));
            }
            while (Take(','));

            if (!Take('}'))
            {
                return Fail("a comma or '}'");
            }
        }

        return new JsonText(compact.Append('}').ToString(), null, members);
    }

    private JsonText? Array()
    {
        var compact = new StringBuilder("[");
        if (!Take(']'))
        {
            do
            {
                if (Value() is not { } value)
                {
                    return null;
                }

                compact.Append(compact.Length > 1 ? "," : "").Append(value.Compact);
            }
            while (Take(','));

            if (!Take(']'))
            {
                return Fail("a comma or ']'");
            }
        }

        return new JsonText(compact.Append(']').ToString(), null, []);
    }

    private string? String()
    {
        var said = new StringBuilder();
        for (_at++; Current != '"'; _at++)
        {
            if (_at >= text.Length || Current < ' ')
            {
                Fail("the string's closing quote");
                return null;
            }

            if (Current != '\\')
            {
                said.Append(Current);
                continue;
            }

            _at++;
            var escape = "\"\\/bfnrt".IndexOf(Current);
            if (escape >= 0)
            {
                said.Append("\"\\/\b\f\n\r\t"[escape]);
            }
            else if (Current == 'u' && Hex() is { } unit)
            {
                said.Append(unit);
            }
            else
            {
                Fail("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
                return null;
            }
        }

        _at++;
        if (HasHalfOfAPair(said))
        {
            // The engine would drop the whole frame.
            _problem ??= "a string has one half of a surrogate pair.";
            return null;
        }

        return said.ToString();
    }

    private char? Hex()
    {
        if (_at + 4 >= text.Length || !ushort.TryParse(text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            return null;
        }

        _at += 4;
        return (char)unit;
    }

    private JsonText? Number()
    {
        var start = _at;
        _at += Current == '-' ? 1 : 0;
        var leading = _at;
        var isNumber = Digits() && (_at == leading + 1 || text[leading] != '0');
        if (isNumber && Current == '.')
        {
            _at++;
            isNumber = Digits();
        }

        if (isNumber && Current is 'e' or 'E')
        {
            _at++;
            _at += Current is '+' or '-' ? 1 : 0;
            isNumber = Digits();
        }

        return isNumber ? new JsonText(text.Substring(start, _at - start), null, []) : Fail("a number such as -1.5e3, without leading zeros");
    }

    private bool Digits()
    {
        var start = _at;
        while (Current is >= '0' and <= '9')
        {
            _at++;
        }

        return _at > start;
    }

    private bool Take(char wanted)
    {
        SkipSpace();
        if (Current != wanted || _at >= text.Length)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private char Current => _at < text.Length ? text[_at] : '\0';

    private JsonText? Fail(string expected)
    {
        var line = text.Take(Math.Min(_at, text.Length)).Count(c => c == '\n');
        var column = _at - (text.LastIndexOf('\n', Math.Max(0, Math.Min(_at, text.Length) - 1)) + 1);
        var found = _at >= text.Length ? "the end" : $"'{text[_at]}'";
        _problem ??= $"expected {expected}, and found {found} at line {line + 1}, character {column + 1}.";
        return null;
    }

    private static bool HasHalfOfAPair(StringBuilder said)
    {
        for (var i = 0; i < said.Length; i++)
        {
            if (char.IsHighSurrogate(said[i]) && i + 1 < said.Length && char.IsLowSurrogate(said[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(said[i]))
            {
                return true;
            }
        }

        return false;
    }
}
