using Iii.Filters.Json;

namespace Iii.Filters.Syntax;

internal ref partial struct FilterParser
{
    /// <summary>Parses an object of operators and appends its canonical text.</summary>
    /// <param name="path">The path, which messages name.</param>
    private FilterOperator[]? ParseOperators(int path, int operand, int depth)
    {
        var names = JsonMembers.Sorted(_source, _tokens, operand);
        foreach (var name in names)
        {
            var key = _tokens.Text(_source, name);
            if (key.Length == 0 || key[0] != '$')
            {
                Fail(name, $"'{Show(path)}' takes operators such as $eq, and '{Show(name)}' is none.");
                return null;
            }
        }

        var operators = new FilterOperator[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            var key = _tokens.Text(_source, name);
            var kind = OperatorNames.Find(key);
            if (kind == OperatorKind.None)
            {
                var isCombinator = key.SequenceEqual("$and"u8) || key.SequenceEqual("$or"u8) || key.SequenceEqual("$not"u8);
                Fail(name, isCombinator
                    ? $"{Show(name)} combines filters and cannot stand on the path '{Show(path)}'."
                    : $"'{Show(name)}' on '{Show(path)}' is not an operator.");
                return null;
            }

            _output.Append(i == 0 ? "{"u8 : ","u8);
            _output.Append((byte)'"');
            _output.Append(key);
            _output.Append("\":"u8);
            if (!TryCountNode(name) || ParseOperator(path, name, kind, depth) is not { } parsed)
            {
                return null;
            }

            operators[i] = parsed;
        }

        _output.Append((byte)'}');
        return operators;
    }

    private FilterOperator? ParseOperator(int path, int name, OperatorKind kind, int depth)
    {
        if (kind == OperatorKind.Any)
        {
            return ParseAny(path, name, depth);
        }

        var operand = name + 1;
        var found = _tokens[operand].Kind;
        var expected = kind switch
        {
            OperatorKind.Greater or OperatorKind.GreaterOrEqual or OperatorKind.Less or OperatorKind.LessOrEqual =>
                found is JsonTokenKind.Number or JsonTokenKind.String ? null : "a number or a string",
            OperatorKind.In or OperatorKind.NotIn => found is JsonTokenKind.Array ? null : "an array",
            OperatorKind.Exists => found is JsonTokenKind.True or JsonTokenKind.False ? null : "true or false",
            OperatorKind.Prefix => found is JsonTokenKind.String ? null : "a string",
            _ => null,
        };
        if (expected is not null)
        {
            Fail(operand, $"{Show(name)} on '{Show(path)}' takes {expected}, and this is {KindOf(operand)}.");
            return null;
        }

        FilterLiteral[] operands;
        if (kind is OperatorKind.In or OperatorKind.NotIn)
        {
            if (ParseSet(path, name) is not { } items)
            {
                return null;
            }

            operands = items;
        }
        else if (ParseLiteral(path, name, operand, 0) is { } literal)
        {
            operands = [literal];
        }
        else
        {
            return null;
        }

        CanonicalText.WriteValue(_output, _source, _tokens, operand);
        return new FilterOperator(kind, _tokens[name].Start) { Operands = operands };
    }

    private FilterOperator? ParseAny(int path, int name, int depth)
    {
        var operand = name + 1;
        if (_tokens[operand].Kind != JsonTokenKind.Object)
        {
            Fail(operand, $"$any on '{Show(path)}' takes operators or a filter over '@', and this is {KindOf(operand)}.");
            return null;
        }

        if (depth == FilterLimits.Depth)
        {
            Fail(operand, $"Filters nest deeper than {FilterLimits.Depth} levels of $or, $not and $any.");
            return null;
        }

        if (HasOperatorsOnly(operand))
        {
            return ParseOperators(path, operand, depth + 1) is { } operators
                ? new FilterOperator(OperatorKind.Any, _tokens[name].Start) { ElementOperators = operators }
                : null;
        }

        return ParseFilter(operand, depth + 1, inElement: true) is { } filter
            ? new FilterOperator(OperatorKind.Any, _tokens[name].Start) { ElementFilter = filter }
            : null;
    }

    private readonly bool HasOperatorsOnly(int operand)
    {
        for (int name = operand + 1, end = _tokens[operand].Next; name < end; name = _tokens[name + 1].Next)
        {
            if (OperatorNames.Find(_tokens.Text(_source, name)) == OperatorKind.None)
            {
                return false;
            }
        }

        return _tokens[operand].Count > 0;
    }

    private FilterLiteral[]? ParseSet(int path, int name)
    {
        var count = _tokens[name + 1].Count;
        if (count > FilterLimits.SetItems)
        {
            Fail(name + 1, $"{Show(name)} on '{Show(path)}' has {count} items, and the limit is {FilterLimits.SetItems}.");
            return null;
        }

        var items = new FilterLiteral[count];
        var item = name + 2;
        for (var i = 0; i < count; i++, item = _tokens[item].Next)
        {
            if (ParseLiteral(path, name, item, 0) is not { } literal)
            {
                return null;
            }

            items[i] = literal;
        }

        return items;
    }

    /// <summary>Parses a value in an operand.</summary>
    /// <param name="depth">The number of arrays and objects of the literal that hold it.</param>
    private FilterLiteral? ParseLiteral(int path, int name, int value, int depth)
    {
        switch (_tokens[value].Kind)
        {
            case JsonTokenKind.Null:
                return FilterLiteral.Null;
            case JsonTokenKind.False:
                return FilterLiteral.False;
            case JsonTokenKind.True:
                return FilterLiteral.True;
            case JsonTokenKind.Number:
                return ParseNumber(path, name, value);
            case JsonTokenKind.String:
                return new FilterLiteral(_tokens.Text(_source, value).ToArray());
        }

        if (depth == FilterLimits.LiteralDepth)
        {
            Fail(value, $"The operand of {Show(name)} on '{Show(path)}' nests deeper than {FilterLimits.LiteralDepth} levels.");
            return null;
        }

        return _tokens[value].Kind == JsonTokenKind.Array ? ParseArray(path, name, value, depth) : ParseObject(path, name, value, depth);
    }

    private FilterLiteral? ParseArray(int path, int name, int value, int depth)
    {
        var items = new FilterLiteral[_tokens[value].Count];
        var item = value + 1;
        for (var i = 0; i < items.Length; i++, item = _tokens[item].Next)
        {
            if (ParseLiteral(path, name, item, depth + 1) is not { } literal)
            {
                return null;
            }

            items[i] = literal;
        }

        return new FilterLiteral(items);
    }

    private FilterLiteral? ParseObject(int path, int name, int value, int depth)
    {
        var members = JsonMembers.Sorted(_source, _tokens, value);
        var names = new byte[members.Length][];
        var values = new FilterLiteral[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            if (ParseLiteral(path, name, members[i] + 1, depth + 1) is not { } literal)
            {
                return null;
            }

            names[i] = _tokens.Text(_source, members[i]).ToArray();
            values[i] = literal;
        }

        return new FilterLiteral(names, values);
    }

    private FilterLiteral? ParseNumber(int path, int name, int value)
    {
        var text = _source.Slice(_tokens[value].Start, _tokens[value].Length);
        var number = JsonNumber.Read(text);
        if (number is <= FilterLimits.Number and >= -FilterLimits.Number && (!JsonNumber.IsInteger(text) || IsExact(text)))
        {
            return new FilterLiteral(number);
        }

        Fail(value, $"{Show(name)} on '{Show(path)}' has the number {Show(text)}, which is not within ±2^53.");
        return null;
    }

    /// <summary>Gets whether the digits of an integer, whose double is in range, are in range too.</summary>
    private static bool IsExact(ReadOnlySpan<byte> text)
    {
        var digits = text[0] == '-' ? text.Slice(1) : text;
        return digits.Length < 16 || digits.SequenceCompareTo("9007199254740992"u8) <= 0;
    }

    private static string Show(ReadOnlySpan<byte> text) =>
        System.Text.Encoding.UTF8.GetString((text.Length > 40 ? text.Slice(0, 40) : text).ToArray()) + (text.Length > 40 ? "…" : "");
}
