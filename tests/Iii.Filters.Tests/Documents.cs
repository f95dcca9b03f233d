using System.Text;
using System.Text.Json;

namespace Iii.Filters.Tests;

/// <summary>Splits documents that are given as one object into their parts.</summary>
internal static class Documents
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1024 };

    /// <summary>Evaluates a filter on a document that is given as one object.</summary>
    public static bool Matches(Filter filter, byte[] document)
    {
        var parts = Split(document);
        return filter.Matches(Of(parts));
    }

    public static FilterDocument Of(byte[][] parts) =>
        new() { Input = parts[0], Output = parts[1], Error = parts[2], Caller = parts[3], Metadata = parts[4] };

    /// <summary>Gets the five parts; an absent one is empty.</summary>
    public static byte[][] Split(byte[] document)
    {
        using var json = JsonDocument.Parse(document, s_options);
        return [.. new[] { "input", "output", "error", "caller", "metadata" }.Select(name => Part(json.RootElement, name))];
    }

    private static byte[] Part(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var part) ? Encoding.UTF8.GetBytes(part.GetRawText()) : [];
}
