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

    /// <summary>
    /// Lists observers; null when the engine has no list of them, as production engines. One that stands for a trigger is among the triggers, and
    /// here only when it is in error.
    /// </summary>
    public async Task<IReadOnlyList<JsonElement>?> ObserversAsync(CancellationToken cancellationToken)
    {
        JsonElement answer;
        try
        {
            answer = await client.AskAsync("engine::observers::list", "{}"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }
        catch (ToolException e) when (e.Code is IIIErrorCodes.FunctionNotFound)
        {
            return null;
        }

        return
        [
            .. answer.GetProperty("observers").EnumerateArray()
                .Where(o => all || !IsOfTool(o))
                .Where(o => all || o.Text("trigger_type") is null || ObserverRow.State(o) is "error")
                .Where(o => string.IsNullOrEmpty(search)
                    || new[] { ObserverRow.Id(o), ObserverRow.Source(o), ObserverRow.Target(o) }
                        .Any(t => t?.Contains(search, StringComparison.OrdinalIgnoreCase) == true)),
        ];
    }

    /// <summary>Describes one observer; null when the engine does not have it, or when it is one of this tool.</summary>
    public async Task<JsonElement?> ObserverAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.AskAsync("engine::observers::get", Payload("id", id), cancellationToken).ConfigureAwait(false);
            var row = answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("observer", out var wrapped) ? wrapped : answer;
            return row.ValueKind is JsonValueKind.Object && (all || !IsOfTool(row)) ? row : null;
        }
        catch (ToolException e) when (e.Code is ObserverErrorCodes.ObserverNotFound)
        {
            return null;
        }
    }

    /// <summary>Describes one function with its schemas; null when there is none of this id in the namespace.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="space">Its namespace; null where only one function has the id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<JsonElement?> FunctionAsync(string functionId, string? space, CancellationToken cancellationToken)
    {
        try
        {
            return await client.AskAsync("engine::functions::info", Payload("function_id", functionId, "namespace", space),
                cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ToolException e) when (e.Code is "NOT_FOUND" or "FORBIDDEN")
        {
            return null;
        }
    }

    private static bool IsOfTool(JsonElement observer) =>
        IsOfTool(observer, "worker_name") || ObserverRow.Target(observer).StartsWith(EngineClient.NamePrefix, StringComparison.Ordinal);

    private static byte[] Payload(string name, string value, string? secondName = null, string? secondValue = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(name, value);
            if (secondName is not null && secondValue is not null)
            {
                writer.WriteString(secondName, secondValue);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory.ToArray();
    }

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
