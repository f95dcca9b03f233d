using System.Buffers;
using System.Text.Json;

namespace Iii.DevEngine.Tool.Client;

/// <summary>What the engine lists.</summary>
/// <param name="search">Only rows with this text; null for all.</param>
/// <param name="all">The engine's own parts and the connections of this tool too.</param>
internal sealed class RegistryQueries(EngineClient client, string? search = null, bool all = false)
{
    private const string EngineRuntime = "engine";

    public async Task<IReadOnlyList<JsonElement>> FunctionsAsync(CancellationToken cancellationToken)
    {
        var functions = await RowsAsync("engine::functions::list", "functions", search, cancellationToken).ConfigureAwait(false);
        if (all)
        {
            return functions;
        }

        var workers = await RowsAsync("engine::workers::list", "workers", null, cancellationToken).ConfigureAwait(false);
        var modules = workers.Where(IsModule).Select(w => w.Text("name")).ToHashSet(StringComparer.Ordinal);
        return [.. functions.Where(f => !IsOfTool(f, "worker_name") && !modules.Contains(f.Text("worker_name")))];
    }

    public async Task<IReadOnlyList<JsonElement>> WorkersAsync(CancellationToken cancellationToken) =>
        [.. (await RowsAsync("engine::workers::list", "workers", search, cancellationToken).ConfigureAwait(false)).Where(w => all || !(IsOfTool(w, "name") || IsModule(w)))];

    public async Task<IReadOnlyList<JsonElement>> TriggersAsync(CancellationToken cancellationToken) =>
        [.. (await RowsAsync("engine::registered-triggers::list", "registered_triggers", search, cancellationToken).ConfigureAwait(false)).Where(t => all || !IsOfTool(t, "worker_name"))];

    private static bool IsModule(JsonElement worker) => worker.Text("runtime") == EngineRuntime;

    private static bool IsOfTool(JsonElement row, string field) => row.Text(field)?.StartsWith(EngineClient.NamePrefix, StringComparison.Ordinal) == true;

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string functionId, string list, string? text, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("search", text ?? "");
            writer.WriteBoolean("include_internal", all);
            writer.WriteEndObject();
        }

        var answer = await client.AskAsync(functionId, buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        return [.. answer.GetProperty(list).EnumerateArray()];
    }
}
