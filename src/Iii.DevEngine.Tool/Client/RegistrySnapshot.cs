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
            workers.ToDictionary(w => w.Text("id") ?? "", StringComparer.Ordinal),
            functions.ToDictionary(f => $"{f.Text("namespace")}\n{f.Text("function_id")}", StringComparer.Ordinal));
    }
}
