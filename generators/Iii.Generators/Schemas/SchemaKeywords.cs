using System.Globalization;

namespace Iii.Generators.Schemas;

/// <summary>The keywords of one schema, in the order in which they are written. One that comes again takes the place of the former.</summary>
internal sealed class SchemaKeywords
{
    /// <summary>The values of an enum that are allowed, as numbers: a keyword between annotations and the schema's writer.</summary>
    public const string AllowedEnum = "\u0001allowed";

    /// <summary>The values of an enum that are not.</summary>
    public const string DeniedEnum = "\u0001denied";

    private readonly List<KeyValuePair<string, string>> _keywords = [];

    public SchemaKeywords Set(string name, string json)
    {
        var index = _keywords.FindIndex(k => k.Key == name);
        if (index < 0)
        {
            _keywords.Add(new(name, json));
        }
        else
        {
            _keywords[index] = new(name, json);
        }

        return this;
    }

    public SchemaKeywords Set(IEnumerable<KeyValuePair<string, string>> keywords)
    {
        foreach (var keyword in keywords)
        {
            Set(keyword.Key, keyword.Value);
        }

        return this;
    }

    /// <summary>Adds what narrows the values down: of two limits of a kind, the narrower one stays.</summary>
    public SchemaKeywords Narrow(IEnumerable<KeyValuePair<string, string>> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (this[keyword.Key] is not { } known || !IsNarrower(keyword.Key, known, keyword.Value))
            {
                Set(keyword.Key, keyword.Value);
            }
        }

        return this;
    }

    public void Remove(string name) => _keywords.RemoveAll(k => k.Key == name);

    public string? this[string name] => _keywords.FirstOrDefault(k => k.Key == name).Value;

    /// <summary>The members of the schema's object, without the braces.</summary>
    public override string ToString() => string.Join(",", _keywords.Select(k => $"{JsonLiteral.String(k.Key)}:{k.Value}"));

    private static bool IsNarrower(string keyword, string known, string other) =>
        keyword.StartsWith("m", StringComparison.Ordinal)
        && decimal.TryParse(known, NumberStyles.Float, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
        && (keyword.StartsWith("min", StringComparison.Ordinal) ? a > b : keyword.StartsWith("max", StringComparison.Ordinal) && a < b);

    /// <summary>A constant as JSON; null for one that has no JSON form.</summary>
    public static string? Json(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string s => JsonLiteral.String(s),
        char c => JsonLiteral.String(c.ToString()),
        double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity => null,
        IFormattable f => f.ToString(value is double or float ? "R" : null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
