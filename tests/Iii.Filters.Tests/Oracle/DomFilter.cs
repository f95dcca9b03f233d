using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Iii.Filters.Oracle;

/// <summary>
/// Evaluates filters on a DOM, by the same rules and with none of the library's code. The filter must be valid. It is what the library is compared with,
/// in its verdicts and in its time.
/// </summary>
internal sealed class DomFilter
{
    private readonly Test _test;

    private DomFilter(Test test) => _test = test;

    private delegate bool Test(in DomDocument document, JsonElement element);

    /// <summary>Compiles a filter.</summary>
    public static DomFilter Compile(JsonElement filter) => new(Filter(filter.Clone()));

    /// <summary>Determines whether the filter matches.</summary>
    public bool Matches(in DomDocument document) => _test(document, default);

    private static Test Filter(JsonElement filter)
    {
        var tests = Members(filter).Select(m => Clause(m.Key, m.Value)).ToArray();
        return (in DomDocument document, JsonElement element) => All(tests, document, element);
    }

    private static Test Clause(string key, JsonElement operand)
    {
        switch (key)
        {
            case "$and":
                var all = operand.EnumerateArray().Select(Filter).ToArray();
                return (in DomDocument document, JsonElement element) => All(all, document, element);
            case "$or":
                var some = operand.EnumerateArray().Select(Filter).ToArray();
                return (in DomDocument document, JsonElement element) =>
                {
                    foreach (var test in some)
                    {
                        if (test(document, element))
                        {
                            return true;
                        }
                    }

                    return false;
                };
            case "$not":
                var not = Filter(operand);
                return (in DomDocument document, JsonElement element) => !not(document, element);
            default:
                var path = Path(key);
                var operators = Operators(operand);
                return (in DomDocument document, JsonElement element) => operators(document, Resolve(document, element, path));
        }
    }

    private static bool All(Test[] tests, in DomDocument document, JsonElement element)
    {
        foreach (var test in tests)
        {
            if (!test(document, element))
            {
                return false;
            }
        }

        return true;
    }

    private static List<(byte[] Key, string Text)> Path(string path)
    {
        var segments = new List<(byte[], string)>();
        var segment = new StringBuilder();
        for (var i = 0; i <= path.Length; i++)
        {
            if (i == path.Length || path[i] == '.')
            {
                segments.Add((Encoding.UTF8.GetBytes(segment.ToString()), segment.ToString()));
                segment.Clear();
                continue;
            }

            i += path[i] == '\\' ? 1 : 0;
            segment.Append(path[i]);
        }

        return segments;
    }

    private static JsonElement Resolve(in DomDocument document, JsonElement element, List<(byte[] Key, string Text)> path)
    {
        var value = path[0].Text switch
        {
            "input" => document.Input,
            "output" => document.Output,
            "error" => document.Error,
            "caller" => document.Caller,
            "metadata" => document.Metadata,
            _ => element,
        };
        for (var i = 1; i < path.Count; i++)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                value = value.TryGetProperty(path[i].Key, out var member) ? member : default;
            }
            else
            {
                value = value.ValueKind == JsonValueKind.Array && Index(path[i].Text) is var index && index >= 0 && index < value.GetArrayLength()
                    ? value[index]
                    : default;
            }
        }

        return value;
    }

    private static int Index(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index.ToString(CultureInfo.InvariantCulture) == text ? index : -1;

    private static Test Operators(JsonElement operators)
    {
        var tests = Members(operators).Select(m => Operator(m.Key, m.Value)).ToArray();
        return (in DomDocument document, JsonElement value) => All(tests, document, value);
    }

    private static Test Operator(string name, JsonElement operand)
    {
        switch (name)
        {
            case "$eq":
                return (in DomDocument _, JsonElement value) => Same(value, operand);
            case "$ne":
                return (in DomDocument _, JsonElement value) => !Same(value, operand);
            case "$in":
                return (in DomDocument _, JsonElement value) => SameAsAny(value, operand);
            case "$nin":
                return (in DomDocument _, JsonElement value) => !SameAsAny(value, operand);
            case "$exists":
                var isExpected = operand.GetBoolean();
                return (in DomDocument _, JsonElement value) => (value.ValueKind != JsonValueKind.Undefined) == isExpected;
            case "$prefix":
                var prefix = Encoding.UTF8.GetBytes(operand.GetString()!);
                return (in DomDocument _, JsonElement value) =>
                    value.ValueKind == JsonValueKind.String && Encoding.UTF8.GetBytes(value.GetString()!).AsSpan().StartsWith(prefix);
            case "$any":
                var test = Members(operand) is { Count: > 0 } members && members.Keys.All(IsOperator) ? Operators(operand) : Filter(operand);
                return (in DomDocument document, JsonElement value) =>
                {
                    if (value.ValueKind == JsonValueKind.Array)
                    {
                        foreach (var element in value.EnumerateArray())
                        {
                            if (test(document, element))
                            {
                                return true;
                            }
                        }
                    }

                    return false;
                };
            default:
                return Order(name, operand);
        }
    }

    private static Test Order(string name, JsonElement operand)
    {
        if (operand.ValueKind == JsonValueKind.Number)
        {
            var bound = operand.GetDouble();
            return (in DomDocument _, JsonElement value) => value.ValueKind == JsonValueKind.Number && Number(value) is var number && name switch
            {
                "$gt" => number > bound,
                "$gte" => number >= bound,
                "$lt" => number < bound,
                _ => number <= bound,
            };
        }

        var text = Encoding.UTF8.GetBytes(operand.GetString()!);
        return (in DomDocument _, JsonElement value) =>
            value.ValueKind == JsonValueKind.String && Encoding.UTF8.GetBytes(value.GetString()!).AsSpan().SequenceCompareTo(text) is var order && name switch
            {
                "$gt" => order > 0,
                "$gte" => order >= 0,
                "$lt" => order < 0,
                _ => order <= 0,
            };
    }

    private static bool IsOperator(string name) =>
        name is "$eq" or "$ne" or "$in" or "$nin" or "$gt" or "$gte" or "$lt" or "$lte" or "$exists" or "$prefix" or "$any";

    private static bool SameAsAny(JsonElement value, JsonElement set)
    {
        foreach (var item in set.EnumerateArray())
        {
            if (Same(value, item))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(JsonElement value, JsonElement literal)
    {
        if (value.ValueKind != literal.ValueKind)
        {
            return false;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return Number(value) == Number(literal);
            case JsonValueKind.String:
                return value.ValueEquals(literal.GetString());
            case JsonValueKind.Array:
                return value.GetArrayLength() == literal.GetArrayLength() && value.EnumerateArray().Zip(literal.EnumerateArray()).All(p => Same(p.First, p.Second));
            case JsonValueKind.Object:
                var members = Members(value);
                var expected = Members(literal);
                return members.Count == expected.Count && expected.All(e => members.TryGetValue(e.Key, out var member) && Same(member, e.Value));
            default:
                return value.ValueKind != JsonValueKind.Undefined;
        }
    }

    private static double Number(JsonElement value) => value.GetDouble() is var number && double.IsFinite(number) ? number : double.NaN;

    /// <summary>Gets the members that count: of those with one name the last.</summary>
    private static Dictionary<string, JsonElement> Members(JsonElement container)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in container.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
