using System.Text.Json;

namespace Iii.DevEngine.Modules;

/// <summary>What a function of the engine takes: an object with these fields; others are ignored.</summary>
/// <param name="Name">How errors call it.</param>
internal sealed record InputShape(string Name, params InputField[] Fields)
{
    /// <summary>Says what is wrong with an input, in the words of the real engine's reader; null when nothing is.</summary>
    public string? Problem(JsonElement input)
    {
        if (input.ValueKind is not JsonValueKind.Object)
        {
            return InvalidType(input, $"struct {Name}");
        }

        // The real engine reads the fields that are there in the order of their names, and only then looks for those that are not.
        var seen = new SortedDictionary<string, JsonElement>(Utf8Order.Instance);
        foreach (var property in input.EnumerateObject())
        {
            seen[property.Name] = property.Value;
        }

        foreach (var (name, value) in seen)
        {
            if (Array.Find(Fields, f => f.Name == name || f.Alias == name) is { } field && field.Problem(value) is { } problem)
            {
                return problem;
            }
        }

        return Array.Find(Fields, f => f.IsRequired && !seen.ContainsKey(f.Name) && !(f.Alias is { } alias && seen.ContainsKey(alias))) is { } missing
            ? $"missing field `{missing.Name}`"
            : null;
    }

    /// <summary>Says that a value is of the wrong type.</summary>
    internal static string InvalidType(JsonElement value, string expected)
    {
        var found = value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => "null",
            JsonValueKind.True => "boolean `true`",
            JsonValueKind.False => "boolean `false`",
            JsonValueKind.String => $"string {value.GetRawText()}",
            JsonValueKind.Array => "sequence",
            JsonValueKind.Object => "map",
            _ when value.TryGetInt64(out _) || value.TryGetUInt64(out _) => $"integer `{value.GetRawText()}`",
            _ => $"floating point `{CanonicalNumber.Format(value.GetDouble())}`",
        };
        return $"invalid type: {found}, expected {expected}";
    }
}

/// <summary>One field of an input.</summary>
internal sealed record InputField(string Name, InputKind Kind, bool IsRequired)
{
    /// <summary>Another name under which it may be sent.</summary>
    public string? Alias { get; init; }

    /// <summary>Says what is wrong with a value beyond its kind; null when nothing is.</summary>
    public Func<JsonElement, string?>? Check { get; init; }

    public static InputField Required(string name, InputKind kind = InputKind.Text) => new(name, kind, IsRequired: true);

    public static InputField Optional(string name, InputKind kind = InputKind.Text) => new(name, kind, IsRequired: false);

    public string? Problem(JsonElement value)
    {
        if (!IsRequired && Kind is not (InputKind.StrictFlag or InputKind.StrictText) && value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        return Kind switch
        {
            InputKind.Text or InputKind.StrictText when value.ValueKind is not JsonValueKind.String => InputShape.InvalidType(value, "a string"),
            InputKind.Flag or InputKind.StrictFlag when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => InputShape.InvalidType(value, "a boolean"),
            InputKind.Unsigned when value.ValueKind is not JsonValueKind.Number => InputShape.InvalidType(value, "usize"),
            InputKind.Unsigned when !value.TryGetUInt64(out _) => value.TryGetInt64(out _)
                ? $"invalid value: integer `{value.GetRawText()}`, expected usize"
                : InputShape.InvalidType(value, "usize"),
            InputKind.Unsigned32 when value.ValueKind is not JsonValueKind.Number => InputShape.InvalidType(value, "u32"),
            InputKind.Unsigned32 when !value.TryGetUInt32(out _) => value.TryGetInt64(out _) || value.TryGetUInt64(out _)
                ? $"invalid value: integer `{value.GetRawText()}`, expected u32"
                : InputShape.InvalidType(value, "u32"),
            InputKind.Texts when value.ValueKind is not JsonValueKind.Array => InputShape.InvalidType(value, "a sequence"),
            InputKind.Texts => value.EnumerateArray().Where(static v => v.ValueKind is not JsonValueKind.String).Select(static v => InputShape.InvalidType(v, "a string")).FirstOrDefault(),
            InputKind.List when value.ValueKind is not JsonValueKind.Array => InputShape.InvalidType(value, "a sequence"),
            InputKind.Integer when value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out _) => InputShape.InvalidType(value, "i64"),
            InputKind.Map when value.ValueKind is not JsonValueKind.Object => InputShape.InvalidType(value, "a map"),
            _ => Check?.Invoke(value),
        };
    }
}

/// <summary>What a field holds.</summary>
internal enum InputKind
{
    Any,
    Text,

    /// <summary>A text that may be absent, but not null.</summary>
    StrictText,
    Texts,
    Flag,

    /// <summary>A flag that may be absent, but not null.</summary>
    StrictFlag,
    Unsigned,
    Unsigned32,
    Integer,
    List,
    Map,
}
