using System.Text.Json;

namespace Iii.DevEngine.Tool.Client;

/// <summary>One row of what the engine lists.</summary>
internal static class RegistryRow
{
    /// <summary>The text of a field; null when it is absent, or something else.</summary>
    public static string? Text(this JsonElement row, string field) =>
        row.ValueKind is JsonValueKind.Object && row.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString() : null;
}
