using System.Text.Json;

namespace Iii.Modules;

/// <summary>Fields of the engine's descriptions: what is absent is null, as what is null.</summary>
internal static class Fields
{
    public static string Text(this JsonElement row, string name) => row.OptionalText(name) ?? "";

    public static string? OptionalText(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static JsonElement? Json(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.Clone() : null;

    public static long? Number(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    public static DateTimeOffset? Time(this JsonElement row, string name) => row.Number(name) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    public static IReadOnlyList<T> Rows<T>(this JsonElement row, string name, Func<JsonElement, T> read) =>
        row.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray().Select(read)] : [];
}
