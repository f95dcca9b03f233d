using System.Text.Json;

namespace Iii.Filters.Schemas;

/// <summary>Represents a value of a document with what its schema is.</summary>
/// <param name="Format">The format that describes the document.</param>
/// <param name="Path">The path to the value.</param>
/// <param name="Schema">The schema of the value, if it is known.</param>
internal sealed record SchemaPosition(SchemaFormat Format, string Path, JsonElement Schema)
{
    /// <summary>Gets why the schema is not known; null if it is.</summary>
    public string? Reason { get; init; }

    public bool IsKnown => Reason is null;
}
