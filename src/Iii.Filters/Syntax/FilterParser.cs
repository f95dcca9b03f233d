using System.Text;
using Iii.Filters.Json;

namespace Iii.Filters.Syntax;

/// <summary>Parses filters and writes their normal form on the way.</summary>
internal ref partial struct FilterParser
{
    /// <summary>Reading can make a number this many times as long at most: <c>1e15</c> is printed as <c>1000000000000000.0</c>.</summary>
    private const int MaxGrowth = 5;

    private readonly ReadOnlySpan<byte> _source;
    private readonly JsonTokenList _tokens;
    private readonly ByteBuffer _output;
    private readonly List<ParsedClause> _clauses;
    private FilterFault? _fault;
    private int _nodes;
    private int _roots;

    private FilterParser(ReadOnlySpan<byte> source, ParserBuffers buffers)
    {
        _source = source;
        _tokens = buffers.Tokens;
        _output = buffers.Output;
        _clauses = buffers.Clauses;
        _fault = null;
        _nodes = 0;
        _roots = 0;
    }

    /// <summary>Parses a filter. Returns null with what is wrong.</summary>
    /// <param name="isTrusted">Whether the text is a normal form, which may be larger than what it was made from.</param>
    public static ParsedFilter? Parse(ReadOnlySpan<byte> source, bool isTrusted, out FilterFault? fault)
    {
        var buffers = ParserBuffers.Rent();
        var parsed = Parse(source, isTrusted, buffers, out fault);
        buffers.Return();
        return parsed;
    }

    private static ParsedFilter? Parse(ReadOnlySpan<byte> source, bool isTrusted, ParserBuffers buffers, out FilterFault? fault)
    {
        var tokens = buffers.Tokens;
        if (!JsonTextReader.TryRead(source, FilterLimits.JsonDepth, tokens, out var error))
        {
            fault = new FilterFault(error.Fault == JsonSyntaxFault.Depth
                ? $"The filter nests deeper than {FilterLimits.JsonDepth} levels."
                : $"The filter is not JSON: {error.Describe(source, FilterLimits.JsonDepth)}", error.Position, 0);
            return null;
        }

        if (!isTrusted && source.Length > FilterLimits.EncodedSize / MaxGrowth)
        {
            var text = new ByteBuffer();
            CanonicalText.WriteValue(text, source, tokens, 0);
            if (text.Length > FilterLimits.EncodedSize)
            {
                fault = new FilterFault(
                    $"The filter has {text.Length} bytes as compact JSON, and the limit is {FilterLimits.EncodedSize}.", tokens[0].Start, tokens[0].Length);
                return null;
            }
        }

        var parser = new FilterParser(source, buffers);
        var expression = parser.ParseFilter(0, 1, inElement: false);
        fault = parser._fault;
        return expression is null ? null : new ParsedFilter(expression, parser._output.ToArray(), parser._roots);
    }

    /// <summary>Parses a filter and appends its normal form.</summary>
    private FilterExpression? ParseFilter(int token, int depth, bool inElement)
    {
        var first = _clauses.Count;
        var start = _output.Length;
        if (!TryCollect(token, depth, inElement))
        {
            return null;
        }

        var count = SortAndMerge(first);
        if (count == 0)
        {
            _output.Append("{}"u8);
            return new FilterExpression([]);
        }

        // The operands stand there in the order of the source; what is written from them takes their place.
        var end = _output.Length;
        var clauses = new FilterClause[count];
        for (var i = 0; i < count; i++)
        {
            var clause = _clauses[first + i];
            clauses[i] = clause.Node;
            _output.Append(i == 0 ? "{\"$and\":[{"u8 : ",{"u8);
            CanonicalText.WriteString(_output, _tokens.Text(_source, clause.Name));
            _output.Append((byte)':');
            _output.AppendCopy(clause.Start, clause.Length);
            _output.Append((byte)'}');
        }

        _output.Append("]}"u8);
        _output.Remove(start, end);
        _clauses.RemoveRange(first, _clauses.Count - first);
        return new FilterExpression(clauses);
    }

    /// <summary>Collects the clauses of a filter, and of those in its <c>$and</c>.</summary>
    private bool TryCollect(int token, int depth, bool inElement)
    {
        if (depth > FilterLimits.Depth)
        {
            return Fail(token, $"Filters nest deeper than {FilterLimits.Depth} levels of $or, $not and $any.");
        }

        if (_tokens[token].Kind != JsonTokenKind.Object)
        {
            return Fail(token, $"A filter is an object, and this is {KindOf(token)}.");
        }

        foreach (var name in JsonMembers.Sorted(_source, _tokens, token))
        {
            var key = _tokens.Text(_source, name);
            var isCollected = key.Length == 0 || key[0] != '$' ? TryCollectPath(name, depth, inElement)
                : key.SequenceEqual("$and"u8) ? TryCollectAnd(name, depth, inElement)
                : key.SequenceEqual("$or"u8) ? TryCollectOr(name, depth, inElement)
                : key.SequenceEqual("$not"u8) ? TryCollectNot(name, depth, inElement)
                : Fail(name, OperatorNames.Find(key) == OperatorKind.None
                    ? $"'{Show(name)}' is not an operator; filters are combined by $and, $or and $not."
                    : $"{Show(name)} needs a path: {{ \"input.a\": {{ \"{Show(name)}\": … }} }}.");
            if (!isCollected)
            {
                return false;
            }
        }

        return true;
    }

    private bool TryCollectAnd(int name, int depth, bool inElement)
    {
        if (!IsFilterArray(name))
        {
            return false;
        }

        for (int item = name + 2, end = _tokens[name + 1].Next; item < end; item = _tokens[item].Next)
        {
            if (!TryCollect(item, depth, inElement))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryCollectOr(int name, int depth, bool inElement)
    {
        if (!TryCountNode(name) || !IsFilterArray(name))
        {
            return false;
        }

        var start = _output.Length;
        var filters = new FilterExpression[_tokens[name + 1].Count];
        var item = name + 2;
        for (var i = 0; i < filters.Length; i++, item = _tokens[item].Next)
        {
            _output.Append(i == 0 ? "["u8 : ","u8);
            if (ParseFilter(item, depth + 1, inElement) is not { } filter)
            {
                return false;
            }

            filters[i] = filter;
        }

        _output.Append((byte)']');
        Collect(name, start, new OrClause(filters, _tokens[name].Start));
        return true;
    }

    private bool TryCollectNot(int name, int depth, bool inElement)
    {
        if (!TryCountNode(name))
        {
            return false;
        }

        if (_tokens[name + 1].Kind != JsonTokenKind.Object)
        {
            return Fail(name + 1, $"$not takes one filter, and this is {KindOf(name + 1)}.");
        }

        var start = _output.Length;
        if (ParseFilter(name + 1, depth + 1, inElement) is not { } filter)
        {
            return false;
        }

        Collect(name, start, new NotClause(filter, _tokens[name].Start));
        return true;
    }

    private bool TryCollectPath(int name, int depth, bool inElement)
    {
        if (PathParser.Parse(_tokens.Text(_source, name), inElement, out var error) is not { } path)
        {
            return Fail(name, $"The path '{Show(name)}' is not valid: {error}.");
        }

        _roots |= path.Root == PathRoot.Element ? 0 : 1 << (int)path.Root;
        var operand = name + 1;
        if (_tokens[operand].Kind != JsonTokenKind.Object)
        {
            return Fail(operand, $"'{Show(name)}' takes an object of operators, and this is {KindOf(operand)}; "
                + $"equality is written {{ \"{Show(name)}\": {{ \"$eq\": … }} }}.");
        }

        if (_tokens[operand].Count == 0)
        {
            return Fail(operand, $"'{Show(name)}' has no operator.");
        }

        var start = _output.Length;
        if (ParseOperators(name, operand, depth) is not { } operators)
        {
            return false;
        }

        Collect(name, start, new PathClause(path, operators, _tokens[name].Start));
        return true;
    }

    private bool IsFilterArray(int name)
    {
        var operand = name + 1;
        return _tokens[operand].Kind != JsonTokenKind.Array
            ? Fail(operand, $"{Show(name)} takes an array of filters, and this is {KindOf(operand)}.")
            : _tokens[operand].Count > 0 || Fail(operand, $"{Show(name)} takes at least one filter, and its array is empty.");
    }

    private bool TryCountNode(int name) =>
        ++_nodes <= FilterLimits.Nodes || Fail(name, $"The filter has more than {FilterLimits.Nodes} operators, $or and $not.");

    private readonly void Collect(int name, int start, FilterClause node) => _clauses.Add(new ParsedClause(name, start, _output.Length - start, node));

    /// <summary>Sorts the clauses from an index on by key and operand, removes equal ones, and returns how many there are.</summary>
    private readonly int SortAndMerge(int first)
    {
        for (var i = first + 1; i < _clauses.Count; i++)
        {
            var clause = _clauses[i];
            var j = i;
            for (; j > first && Compare(_clauses[j - 1], clause) > 0; j--)
            {
                _clauses[j] = _clauses[j - 1];
            }

            _clauses[j] = clause;
        }

        var count = 0;
        for (var i = first; i < _clauses.Count; i++)
        {
            if (count == 0 || Compare(_clauses[first + count - 1], _clauses[i]) != 0)
            {
                _clauses[first + count++] = _clauses[i];
            }
        }

        return count;
    }

    private readonly int Compare(ParsedClause x, ParsedClause y) =>
        _tokens.Text(_source, x.Name).SequenceCompareTo(_tokens.Text(_source, y.Name)) is var order && order != 0
            ? order
            : _output.Slice(x.Start, x.Length).SequenceCompareTo(_output.Slice(y.Start, y.Length));

    private readonly string Show(int name) => Encoding.UTF8.GetString(_tokens.Text(_source, name).ToArray());

    private readonly string KindOf(int token) => _tokens[token].Kind switch
    {
        JsonTokenKind.Null => "null",
        JsonTokenKind.False or JsonTokenKind.True => "a Boolean",
        JsonTokenKind.Number => "a number",
        JsonTokenKind.String => "a string",
        JsonTokenKind.Array => "an array",
        _ => "an object",
    };

    private bool Fail(int token, string message)
    {
        _fault = new FilterFault(message, _tokens[token].Start, _tokens[token].Length);
        return false;
    }
}
