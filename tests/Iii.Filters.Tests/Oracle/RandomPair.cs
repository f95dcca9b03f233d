using System.Globalization;
using System.Text;

namespace Iii.Filters.Oracle;

/// <summary>Makes filters and documents at random, from few names and values, so that many match.</summary>
internal sealed class RandomPair(int seed)
{
    private const int MaxDepth = 3;

    private static readonly string[] s_roots = ["input", "output", "error", "caller", "metadata"];
    private static readonly string[] s_keys = ["a", "b", "c", "0", "1", "é", "x.y", "\\", "\ud83d\ude00", "@", "$eq"];

    private static readonly string[] s_scalars =
    [
        "null", "true", "false", "0", "-0", "0.0", "1", "1.0", "1e0", "10e-1", "2", "-1.5", "0.1", "9007199254740992", "9007199254740991.0", "1e-30", "123456789.25",
        "\"\"", "\"a\"", "\"\\u0061\"", "\"ab\"", "\"abc\"", "\"é\"", "\"\\u00e9\"", "\"\uffff\"", "\"\ud83d\ude00\"", "\"\\ud83d\\ude00\"", "\"a\\nb\"", "\"1\"",
        "\"a string that is longer than what fits into one vector of the machine\"", "\"\\\\\"", "\"\\\"{\"",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    /// <summary>Makes a filter.</summary>
    public string Filter()
    {
        _text.Clear();
        Filter(0, inElement: false);
        return _text.ToString();
    }

    /// <summary>Makes a document: an object with some of the five parts.</summary>
    public string Document()
    {
        _text.Clear();
        Object(s_roots.Where(_ => _random.Next(4) > 0), () => Value(0));
        return _text.ToString();
    }

    private void Filter(int depth, bool inElement)
    {
        _text.Append('{');
        var count = _random.Next(8) == 0 ? 0 : _random.Next(1, 3);
        for (var i = 0; i < count; i++)
        {
            _text.Append(i > 0 ? "," : "");
            switch (depth < MaxDepth ? _random.Next(10) : 9)
            {
                case 0:
                    _text.Append("\"$and\":");
                    Filters(depth, inElement);
                    break;
                case 1:
                    _text.Append("\"$or\":");
                    Filters(depth + 1, inElement);
                    break;
                case 2:
                    _text.Append("\"$not\":");
                    Filter(depth + 1, inElement);
                    break;
                default:
                    Path(inElement);
                    _text.Append(':');
                    Operators(depth);
                    break;
            }
        }

        _text.Append('}');
    }

    private void Filters(int depth, bool inElement)
    {
        _text.Append('[');
        Filter(depth + 1, inElement);
        if (_random.Next(2) == 0)
        {
            _text.Append(',');
            Filter(depth + 1, inElement);
        }

        _text.Append(']');
    }

    private void Path(bool inElement)
    {
        var path = new StringBuilder(inElement ? "@" : s_roots[_random.Next(s_roots.Length)]);
        for (var segments = _random.Next(3); segments > 0; segments--)
        {
            path.Append('.').Append(Key().Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal));
        }

        Name(path.ToString());
    }

    private void Operators(int depth)
    {
        _text.Append('{');
        Operator(depth);
        if (_random.Next(5) == 0)
        {
            _text.Append(',');
            Operator(depth);
        }

        _text.Append('}');
    }

    private void Operator(int depth)
    {
        string[] names = ["$eq", "$ne", "$in", "$nin", "$gt", "$gte", "$lt", "$lte", "$exists", "$prefix", "$any"];
        var name = names[_random.Next(depth < MaxDepth ? names.Length : names.Length - 1)];
        _text.Append('"').Append(name).Append("\":");
        switch (name)
        {
            case "$eq" or "$ne":
                Value(2);
                break;
            case "$in" or "$nin":
                _text.Append('[').AppendJoin(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Scalar())).Append(']');
                break;
            case "$exists":
                _text.Append(_random.Next(2) == 0 ? "true" : "false");
                break;
            case "$prefix":
                _text.Append(Scalar('"'));
                break;
            case "$any" when _random.Next(2) == 0:
                Operators(depth + 1);
                break;
            case "$any":
                Filter(depth + 1, inElement: true);
                break;
            default:
                _text.Append(Scalar(_random.Next(2) == 0 ? '"' : '1'));
                break;
        }
    }

    private void Value(int depth)
    {
        switch (depth < MaxDepth ? _random.Next(5) : 4)
        {
            case 0 or 1:
                Object(Enumerable.Range(0, _random.Next(4)).Select(_ => Key()), () => Value(depth + 1));
                break;
            case 2:
                _text.Append('[');
                for (int i = 0, count = _random.Next(4); i < count; i++)
                {
                    _text.Append(i > 0 ? "," : "");
                    WhiteSpace();
                    Value(depth + 1);
                }

                WhiteSpace();
                _text.Append(']');
                break;
            default:
                _text.Append(Scalar());
                break;
        }
    }

    private void Object(IEnumerable<string> keys, Action value)
    {
        _text.Append('{');
        var isFirst = true;
        foreach (var key in keys)
        {
            _text.Append(isFirst ? "" : ",");
            isFirst = false;
            WhiteSpace();
            Name(key);
            WhiteSpace();
            _text.Append(':');
            WhiteSpace();
            value();
            WhiteSpace();
        }

        _text.Append('}');
    }

    /// <summary>Appends a string, some of whose characters are escaped though they need not be.</summary>
    private void Name(string name)
    {
        _text.Append('"');
        var escapesAll = _random.Next(10) == 0;
        foreach (var character in name)
        {
            if (character is '"' or '\\' || escapesAll)
            {
                _text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                _text.Append(character);
            }
        }

        _text.Append('"');
    }

    private void WhiteSpace() => _text.Append(_random.Next(12) switch { 0 => " ", 1 => "\n", 2 => "\t\r  ", _ => "" });

    private string Key() => s_keys[_random.Next(4) == 0 ? _random.Next(s_keys.Length) : _random.Next(4)];

    private string Scalar() => s_scalars[_random.Next(s_scalars.Length)];

    private string Scalar(char kind)
    {
        while (true)
        {
            var scalar = Scalar();
            if (kind == '"' ? scalar[0] == '"' : char.IsAsciiDigit(scalar[0]) || scalar[0] == '-')
            {
                return scalar;
            }
        }
    }
}
