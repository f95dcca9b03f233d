using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>Writes filters as people read them: <c>input.total ≥ 500 and caller.worker_name = "shop"</c>.</summary>
internal static class FilterText
{
    private static readonly JavaScriptEncoder s_encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes a filter; an empty text for one that every call matches.</summary>
    /// <param name="filter">The filter as an engine shows it.</param>
    public static string Of(JsonElement filter)
    {
        var terms = Terms(filter);
        return string.Join(" and ", terms.Select(t => terms.Count > 1 ? t.Within : t.Alone));
    }

    private static List<Term> Terms(JsonElement filter)
    {
        if (filter.ValueKind is not JsonValueKind.Object)
        {
            return filter.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? [] : [new Term(filter.GetRawText())];
        }

        List<Term> terms = [];
        foreach (var clause in filter.EnumerateObject())
        {
            switch (clause.Name)
            {
                case "$and" when clause.Value.ValueKind is JsonValueKind.Array:
                    terms.AddRange(clause.Value.EnumerateArray().SelectMany(Terms));
                    break;
                case "$or" when clause.Value.ValueKind is JsonValueKind.Array:
                    var branches = clause.Value.EnumerateArray().Select(Grouped).ToArray();
                    terms.Add(new Term(string.Join(" or ", branches), IsCompound: branches.Length > 1));
                    break;
                case "$not":
                    terms.Add(new Term($"not ({Of(clause.Value)})"));
                    break;
                default:
                    terms.AddRange(Comparisons(clause.Name, clause.Value));
                    break;
            }
        }

        return terms;
    }

    /// <summary>Writes a branch of an alternative, in parentheses if it has several parts.</summary>
    private static string Grouped(JsonElement filter)
    {
        var terms = Terms(filter);
        return terms.Count switch
        {
            0 => "any call",
            1 => terms[0].Within,
            _ => $"({string.Join(" and ", terms.Select(static t => t.Within))})",
        };
    }

    private static IEnumerable<Term> Comparisons(string path, JsonElement operators) => operators.ValueKind is JsonValueKind.Object
        ? operators.EnumerateObject().Select(o => new Term(Comparison(path, o.Name, o.Value)))
        : [new Term($"{path} = {Literal(operators)}")];

    private static string Comparison(string path, string name, JsonElement operand) => name switch
    {
        "$eq" => $"{path} = {Literal(operand)}",
        "$ne" => $"{path} ≠ {Literal(operand)}",
        "$gt" => $"{path} > {Literal(operand)}",
        "$gte" => $"{path} ≥ {Literal(operand)}",
        "$lt" => $"{path} < {Literal(operand)}",
        "$lte" => $"{path} ≤ {Literal(operand)}",
        "$in" => $"{path} in {Literal(operand)}",
        "$nin" => $"{path} not in {Literal(operand)}",
        "$prefix" => $"{path} starts with {Literal(operand)}",
        "$exists" => operand.ValueKind is JsonValueKind.False ? $"{path} is absent" : $"{path} is present",
        "$any" => $"{path} has an element @ with ({Of(operand)})",
        _ => $"{path} {name} {Literal(operand)}",
    };

    // As the text is shown, not as it is escaped on the wire; lists with a space after each comma.
    private static string Literal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"\"{JsonEncodedText.Encode(value.GetString()!, s_encoder)}\"",
        JsonValueKind.Array => new StringBuilder("[").AppendJoin(", ", value.EnumerateArray().Select(Literal)).Append(']').ToString(),
        _ => value.GetRawText(),
    };

    /// <summary>Represents one part of a conjunction.</summary>
    /// <param name="Alone">The text where it stands alone.</param>
    /// <param name="IsCompound">It needs parentheses beside other parts.</param>
    private readonly record struct Term(string Alone, bool IsCompound = false)
    {
        public string Within => IsCompound ? $"({Alone})" : Alone;
    }
}
