using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Reads fields of free-form objects; what is absent or of another type is null.</summary>
internal static class JsonFields
{
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The field, unless it is null.</summary>
    public static JsonElement? Json(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static bool IsTrue(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    /// <summary>Whether an object has a field more than once, which the real engine refuses where it knows the field.</summary>
    public static bool HasTwice(this JsonElement json, string name) => json.ValueKind is JsonValueKind.Object && json.EnumerateObject().Count(p => p.NameEquals(name)) > 1;

    /// <summary>Writes a field, unless it is absent.</summary>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, JsonElement? value)
    {
        if (value is { } json)
        {
            writer.WriteField(name, json);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a field; null when there is no value.</summary>
    public static void WriteField(this Utf8JsonWriter writer, string name, JsonElement? value)
    {
        writer.WritePropertyName(name);
        CanonicalJson.Write(writer, value ?? default);
    }
}
