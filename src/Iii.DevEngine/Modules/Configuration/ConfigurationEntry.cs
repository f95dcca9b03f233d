using System.Text.Json;

namespace Iii.DevEngine.Modules.Configuration;

/// <summary>One configuration: what it is called, what it may be, and what it is.</summary>
/// <param name="Value">As it was set, with its placeholders.</param>
internal sealed record ConfigurationEntry(string Id, string Name, string Description, JsonElement Schema, JsonElement Value, JsonElement? Metadata)
{
    /// <summary>Writes the fields, with or without the value.</summary>
    public void WriteTo(Utf8JsonWriter writer, bool withValue)
    {
        writer.WriteString("description", Description);
        writer.WriteString("id", Id);
        writer.WriteOptional("metadata", Metadata);
        writer.WriteString("name", Name);
        writer.WriteField("schema", Schema);
        if (withValue)
        {
            writer.WriteField("value", Value);
        }
    }
}
