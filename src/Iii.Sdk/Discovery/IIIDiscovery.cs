using System.Text.Json;
using Iii.Generated;
using Iii.Modules;

namespace Iii;

/// <summary>What is connected to the engine: workers, functions with their schemas, trigger types, triggers.</summary>
/// <remarks>The engine's own functions: <c>engine::functions::list</c> and its siblings. A session that may not call everything sees what it may call.</remarks>
/// <param name="client">Who calls the engine: the worker, or the <c>Client</c> of a handler's context.</param>
public sealed class IIIDiscovery(IIIClient client)
{
    private readonly IIIClient _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>The functions of all workers, sorted by id.</summary>
    /// <param name="search">A text that the id or the description holds; those whose id begins with it come first. Null for all.</param>
    /// <param name="prefix">A text that the id begins with; null for all.</param>
    /// <param name="worker">The name of the worker that owns them; null for all.</param>
    /// <param name="includeInternal">The engine's own, and those with <c>internal</c> in their metadata, too.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<FunctionSummary>> ListFunctionsAsync(
        string? search = null, string? prefix = null, string? worker = null, bool includeInternal = false, CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "engine::functions::list", (search, prefix, worker, includeInternal), static (output, a) =>
        {
            Optional(output, "\"search\":"u8, a.search);
            Optional(output, "\"prefix\":"u8, a.prefix);
            Optional(output, "\"worker\":"u8, a.worker);
            Flag(output, "\"include_internal\":"u8, a.includeInternal);
        }, cancellationToken).ConfigureAwait(false);
        return Rows(reply, "functions"u8, FunctionSummary.Read);
    }

    /// <summary>A function, with its schemas and triggers.</summary>
    /// <param name="functionId">The function's id.</param>
    /// <param name="functionNamespace">Its namespace. Null: <c>default</c>, or the only one that has such a function.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The function; null when there is none, or one in several namespaces.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<FunctionDetails?> FindFunctionAsync(string functionId, string? functionNamespace = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(functionId);
        return await FindAsync("engine::functions::info", "function_id", functionId, functionNamespace, FunctionDetails.Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The connected workers, sorted by name, and the engine's own.</summary>
    /// <param name="search">A text that the name holds; null for all.</param>
    /// <param name="runtime">The language: <c>dotnet</c>, <c>node</c>, …; null for all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<WorkerSummary>> ListWorkersAsync(string? search = null, string? runtime = null, CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "engine::workers::list", (search, runtime), static (output, a) =>
        {
            Optional(output, "\"search\":"u8, a.search);
            Optional(output, "\"runtime\":"u8, a.runtime);
        }, cancellationToken).ConfigureAwait(false);
        return Rows(reply, "workers"u8, WorkerSummary.Read);
    }

    /// <summary>A worker, with what it has registered.</summary>
    /// <param name="name">The worker's name.</param>
    /// <param name="workerNamespace">Its namespace. Null: <c>default</c>, or the only one that has such a worker.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The worker; null when there is none, or one in several namespaces.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<WorkerDetails?> FindWorkerAsync(string name, string? workerNamespace = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return await FindAsync("engine::workers::info", "name", name, workerNamespace, WorkerDetails.Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The trigger types that somebody provides, sorted by id.</summary>
    /// <param name="search">A text that the id or the description holds; null for all.</param>
    /// <param name="includeInternal">The engine's own, too.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<TriggerTypeSummary>> ListTriggerTypesAsync(string? search = null, bool includeInternal = false, CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "engine::triggers::list", (search, includeInternal), static (output, a) =>
        {
            Optional(output, "\"search\":"u8, a.search);
            Flag(output, "\"include_internal\":"u8, a.includeInternal);
        }, cancellationToken).ConfigureAwait(false);
        return Rows(reply, "triggers"u8, TriggerTypeSummary.Read);
    }

    /// <summary>A trigger type, with the schemas of its configuration and its payload.</summary>
    /// <param name="id">The type's id.</param>
    /// <param name="typeNamespace">Its namespace; null for <c>default</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The type; null when nobody provides it.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<TriggerTypeDetails?> FindTriggerTypeAsync(string id, string? typeNamespace = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return await FindAsync("engine::triggers::info", "id", id, typeNamespace, TriggerTypeDetails.Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The triggers that are bound to functions; not those whose type nobody provides.</summary>
    /// <param name="triggerType">Their type; null for all.</param>
    /// <param name="functionId">The function that they call; null for all.</param>
    /// <param name="includeInternal">Those of the engine's own functions, too.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<TriggerSummary>> ListTriggersAsync(
        string? triggerType = null, string? functionId = null, bool includeInternal = false, CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "engine::registered-triggers::list", (triggerType, functionId, includeInternal), static (output, a) =>
        {
            Optional(output, "\"trigger_type\":"u8, a.triggerType);
            Optional(output, "\"function_id\":"u8, a.functionId);
            Flag(output, "\"include_internal\":"u8, a.includeInternal);
        }, cancellationToken).ConfigureAwait(false);
        return Rows(reply, "registered_triggers"u8, TriggerSummary.Read);
    }

    /// <summary>Whether a trigger is bound, and not waiting for somebody to provide its type.</summary>
    internal async Task<bool> IsTriggerBoundAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync("engine::registered-triggers::info", "id", id, null, TriggerSummary.Read, cancellationToken).ConfigureAwait(false) is not null;

    private async Task<T?> FindAsync<T>(string functionId, string name, string id, string? space, Func<JsonElement, T> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var reply = await EngineModule.CallAsync(_client, functionId, (name, id, space), static (output, a) =>
            {
                output.WriteName(a.name);
                output.WriteString(a.id);
                Optional(output, "\"namespace\":"u8, a.space);
            }, cancellationToken).ConfigureAwait(false);
            return read(EngineModule.Read<JsonElement>(reply.Span));
        }
        catch (IIIInvocationException e) when (e.Code is IIIErrorCodes.NotFound)
        {
            return null;
        }
    }

    private static List<T> Rows<T>(ReadOnlyMemory<byte> reply, ReadOnlySpan<byte> name, Converter<JsonElement, T> read) =>
        EngineModule.ReadList<JsonElement>(EngineModule.Property(reply.Span, name)).ConvertAll(read);

    private static void Optional(JsonOutput output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            EngineModule.Text(output, name, value);
        }
    }

    private static void Flag(JsonOutput output, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            output.WriteName(name);
            output.WriteRaw("true"u8);
        }
    }
}
