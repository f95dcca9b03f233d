namespace Iii.Generators.Infrastructure;

/// <summary>A JSON value that stands as text in the source.</summary>
/// <param name="Compact">The value without white space between its parts.</param>
/// <param name="Text">What a string says, less its escapes; null for what is no string.</param>
/// <param name="Members">The members of an object.</param>
internal sealed record JsonText(string Compact, string? Text, IReadOnlyList<(string Name, JsonText Value)> Members)
{
    /// <summary>Reads one value, as RFC 8259 has it; null with the reason when the text is something else.</summary>
    public static JsonText? Parse(string text, out string? problem) => new JsonTextParser(text).Parse(out problem);

    /// <summary>The last member of a name, for that is the one which counts.</summary>
    public JsonText? Find(string name) => Members.LastOrDefault(m => m.Name == name).Value;
}
