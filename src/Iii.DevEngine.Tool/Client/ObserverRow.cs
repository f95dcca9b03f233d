using System.Globalization;
using System.Text.Json;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Tool.Client;

/// <summary>
/// Reads one observer as an engine describes it. Only its id, its filter and its drops are certain; the rest may be absent.
/// </summary>
internal static class ObserverRow
{
    public static string? Id(JsonElement row) => row.Text("id") ?? row.Text("observer_id");

    public static string Source(JsonElement row) => row.Text("function_id") ?? FunctionOf(row, "source") ?? "?";

    public static string Target(JsonElement row) => FunctionOf(row, "target") ?? "?";

    public static string? State(JsonElement row) => row.Text("state");

    public static long? Fires(JsonElement row) =>
        row.TryGetProperty("fires", out var fires) && fires.ValueKind is JsonValueKind.Number && fires.TryGetInt64(out var count) ? count
            : null;

    /// <summary>Gets the reason of the state as people read it: its code and its message.</summary>
    public static string? Reason(JsonElement row) => ReasonCode(row) is { } code
        ? row.GetProperty("reason").Text("message") is { Length: > 0 } message ? $"{code}: {message}" : code
        : null;

    public static string? ReasonCode(JsonElement row) =>
        row.TryGetProperty("reason", out var reason) && reason.ValueKind is JsonValueKind.Object ? reason.Text("code") : null;

    /// <summary>Gets what was dropped, by code; an empty text when nothing was.</summary>
    public static string Dropped(JsonElement row) =>
        row.TryGetProperty("dropped", out var dropped) && dropped.ValueKind is JsonValueKind.Object
        ? string.Join(", ", dropped.EnumerateObject().Select(static d => $"{d.Value.GetRawText()} {d.Name}"))
        : "";

    /// <summary>Gets the filter as people read it; an empty text when every call matches.</summary>
    public static string Filter(JsonElement row) => row.TryGetProperty("filters", out var filter) ? FilterText.Of(filter) : "";

    /// <summary>Gets how often it fired, and what was dropped.</summary>
    public static string Count(JsonElement row) => string.Create(
        CultureInfo.InvariantCulture, $"{Fires(row) ?? 0:N0}{(Dropped(row) is { Length: > 0 } dropped ? $", dropped {dropped}" : "")}");

    private static string? FunctionOf(JsonElement row, string name) => !row.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : value.ValueKind is JsonValueKind.Object ? value.Text("function_id")
        : null;
}
