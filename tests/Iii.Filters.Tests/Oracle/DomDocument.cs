using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.Filters;

namespace Iii.Filters.Oracle;

/// <summary>Represents a document that has been read into a DOM; a part whose kind is undefined is absent.</summary>
internal readonly record struct DomDocument(JsonElement Input, JsonElement Output, JsonElement Error, JsonElement Caller, JsonElement Metadata)
{
    /// <summary>Gets the parts of a document that is one object.</summary>
    public static DomDocument Of(JsonElement document) =>
        new(Part(document, "input"u8), Part(document, "output"u8), Part(document, "error"u8), Part(document, "caller"u8), Part(document, "metadata"u8));

    /// <summary>Gets the same parts as text.</summary>
    public FilterDocument ToText() =>
        new() { Input = Raw(Input), Output = Raw(Output), Error = Raw(Error), Caller = Raw(Caller), Metadata = Raw(Metadata) };

    private static JsonElement Part(JsonElement document, ReadOnlySpan<byte> name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var part) ? part : default;

    private static ReadOnlySpan<byte> Raw(JsonElement part) => part.ValueKind == JsonValueKind.Undefined ? default : JsonMarshal.GetRawUtf8Value(part);
}
