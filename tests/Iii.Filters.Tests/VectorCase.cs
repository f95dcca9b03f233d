using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Iii.Filters.Tests;

/// <summary>Represents a case of a file of vectors.</summary>
internal sealed class VectorCase(JsonElement json)
{
    public string Id => json.GetProperty("id").GetString()!;

    public string About => json.TryGetProperty("about", out var about) ? about.GetString()! : "";

    public JsonElement Json => json;

    /// <summary>Reads the cases of a file.</summary>
    public static IReadOnlyList<VectorCase> Read(string file)
    {
        var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", file + ".json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => new VectorCase(c))];
    }

    /// <summary>Gets a member that a case may lack.</summary>
    public JsonElement? Find(string name) => json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Gets a JSON value as bytes, in whichever form the case has it; null if it has none.</summary>
    public byte[]? Utf8(string name) => Utf8(json, name);

    /// <summary>Gets a JSON value of an object as bytes.</summary>
    public static byte[]? Utf8(JsonElement container, string name)
    {
        if (container.TryGetProperty(name, out var value))
        {
            return Encoding.UTF8.GetBytes(value.GetRawText());
        }

        if (container.TryGetProperty(name + "Text", out var text))
        {
            return Encoding.UTF8.GetBytes(text.GetString()!);
        }

        return container.TryGetProperty(name + "Parts", out var parts) ? Encoding.UTF8.GetBytes(string.Concat(parts.EnumerateArray().Select(Part))) : null;
    }

    private static string Part(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            return part.GetString()!;
        }

        if (part.TryGetProperty("repeat", out var repeated))
        {
            return string.Concat(Enumerable.Repeat(repeated.GetString()!, part.GetProperty("times").GetInt32()));
        }

        var from = part.GetProperty("from").GetInt32();
        var items = Enumerable.Range(from, part.GetProperty("to").GetInt32() - from).Select(i => i.ToString(CultureInfo.InvariantCulture));
        return string.Join(part.GetProperty("join").GetString(), items.Select(i => part.GetProperty("each").GetString()!.Replace("{i}", i, StringComparison.Ordinal)));
    }
}
