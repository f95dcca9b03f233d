using System.Text;
using Iii.Generated;

namespace Iii.Observers.Triggers;

/// <summary>Builds a JSON object of the fields that have a value: the arguments or the filter of an observer.</summary>
internal sealed class JsonObjectText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a string, unless it is null.</summary>
    public JsonObjectText Text(string name, string? value) => value is null ? this : Json(name, Quoted(value));

    /// <summary>Adds JSON as it is, unless it is null.</summary>
    public JsonObjectText Json(string name, string? json)
    {
        if (json is not null)
        {
            _text.Append(_text.Length == 0 ? '{' : ',').Append(Quoted(name)).Append(':').Append(json);
        }

        return this;
    }

    /// <summary>Adds the clause that a path equals a string, unless the string is null.</summary>
    public JsonObjectText Equal(string path, string? value) => value is null ? this : Json(path, $$"""{"$eq":{{Quoted(value)}}}""");

    /// <summary>Adds the clause that a path equals one of some strings, unless there are none.</summary>
    public JsonObjectText In(string path, IEnumerable<string> values)
    {
        var items = string.Join(',', values.Select(Quoted));
        return items.Length == 0 ? this : Json(path, $$"""{"$in":[{{items}}]}""");
    }

    /// <summary>Returns the object's JSON.</summary>
    public override string ToString() => ToStringOrNull() ?? "{}";

    /// <summary>Returns the object's JSON; null when it has no fields.</summary>
    public string? ToStringOrNull() => _text.Length == 0 ? null : _text + "}";

    private static string Quoted(string text)
    {
        using var output = new JsonOutput();
        output.WriteString(text);
        return Encoding.UTF8.GetString(output.WrittenMemory.Span);
    }
}
