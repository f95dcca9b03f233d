using System.Text.Json;

namespace Iii.DevEngine.Tool.Client;

/// <summary>Workers and functions at one moment, by what tells them apart.</summary>
internal sealed record RegistrySnapshot(IReadOnlyDictionary<string, JsonElement> Workers, IReadOnlyDictionary<string, JsonElement> Functions)
{
    public static async Task<RegistrySnapshot> TakeAsync(RegistryQueries queries, CancellationToken cancellationToken)
    {
        // In this order a worker is never seen to come after its functions, nor to go after them.
        var functions = await queries.FunctionsAsync(cancellationToken).ConfigureAwait(false);
        var workers = await queries.WorkersAsync(cancellationToken).ConfigureAwait(false);
        return new RegistrySnapshot(
            workers.ToDictionary(w => Text(w, "id") ?? "", StringComparer.Ordinal),
            functions.ToDictionary(f => $"{Text(f, "namespace")}\n{Text(f, "function_id")}", StringComparer.Ordinal));
    }

    public static string? Text(JsonElement row, string field) => row.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
