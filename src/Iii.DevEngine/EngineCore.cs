using System.Collections.Concurrent;
using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>The registries, and the routing of calls between their owners.</summary>
internal sealed class EngineCore
{
    public const string DefaultNamespace = "default";

    private readonly ConcurrentDictionary<string, Pending> _pending = new();

    public EngineCore(IIIDevEngineOptions options)
    {
        Options = options;
        Triggers = new TriggerRegistry(this);
        BuiltInFunctions.Register(this);
    }

    private static Outcome Stopped => Outcome.Failed("invocation_stopped", "Invocation stopped");

    public IIIDevEngineOptions Options { get; }

    public TriggerRegistry Triggers { get; }

    public ConcurrentDictionary<(string Namespace, string Id), RegisteredFunction> Functions { get; } = new();

    public ConcurrentDictionary<string, WorkerConnection> Workers { get; } = new();

    /// <summary>Invokes a function and waits for its end.</summary>
    /// <param name="id">The invocation's id; null for one that the engine makes.</param>
    /// <param name="fromWorker">The call came over the wire: the text of an error is another then.</param>
    /// <param name="cancellationToken">Ends the waiting; a later answer is dropped.</param>
    public async Task<Outcome> InvokeAsync(
        string space,
        string functionId,
        JsonElement data,
        WorkerConnection? caller = null,
        string? id = null,
        JsonElement? metadata = null,
        string? traceParent = null,
        string? baggage = null,
        bool fromWorker = false,
        CancellationToken cancellationToken = default)
    {
        if (!Functions.TryGetValue((space, functionId), out var function))
        {
            return Outcome.Failed("function_not_found", NotFound(space, functionId, fromWorker));
        }

        if (function.BuiltIn is { } builtIn)
        {
            return builtIn(caller, data);
        }

        var key = id ?? Guid.NewGuid().ToString();
        var pending = new Pending(caller, function.Owner!);
        if (_pending.TryGetValue(key, out var earlier))
        {
            earlier.Completion.TrySetResult(Outcome.Failed("invocation_error", "channel closed"));
        }

        _pending[key] = pending;
        try
        {
            // A worker that leaves ends the calls that it finds; whoever adds one looks whether it has left.
            if (function.Owner!.IsLeaving || caller is { IsLeaving: true })
            {
                return Stopped;
            }

            var callerId = fromWorker ? caller?.Id : null;
            var sending = function.Owner.SendAsync(writer => WriteInvocation(writer, key, function.Id, data, callerId, metadata, traceParent, baggage)).AsTask();
            if (!await sending.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                return Stopped;
            }

            return await pending.Completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(KeyValuePair.Create(key, pending));
        }
    }

    /// <summary>A worker has answered.</summary>
    public void Complete(string id, Outcome outcome)
    {
        if (_pending.TryRemove(id, out var pending))
        {
            pending.Completion.TrySetResult(outcome);
        }
    }

    /// <summary>Ends what a worker was running or waiting for.</summary>
    public void Stop(WorkerConnection worker)
    {
        foreach (var (id, pending) in _pending)
        {
            if ((pending.Caller == worker || pending.Executor == worker) && _pending.TryRemove(id, out _))
            {
                pending.Completion.TrySetResult(Stopped);
            }
        }
    }

    public int ActiveInvocations(WorkerConnection worker) => _pending.Values.Count(p => p.Caller == worker || p.Executor == worker);

    private static void WriteInvocation(
        Utf8JsonWriter writer, string id, string functionId, JsonElement data, string? callerId, JsonElement? metadata, string? traceParent, string? baggage)
    {
        writer.WriteString("type", "invokefunction");
        writer.WriteString("invocation_id", id);
        writer.WriteString("function_id", functionId);
        writer.WritePropertyName("data");
        CanonicalJson.Write(writer, data, callerId);
        if (!string.IsNullOrEmpty(traceParent))
        {
            writer.WriteString("traceparent", traceParent);
        }

        if (!string.IsNullOrEmpty(traceParent) || !string.IsNullOrEmpty(baggage))
        {
            writer.WriteString("baggage", Baggage(baggage, functionId));
        }

        if (metadata is { } extra)
        {
            writer.WritePropertyName("metadata");
            CanonicalJson.Write(writer, extra);
        }
    }

    private static string Baggage(string? baggage, string functionId)
    {
        var entries = (baggage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(e => e.Contains('=') && !e.StartsWith("iii.function.id=", StringComparison.Ordinal));
        return string.Join(",", entries.Append("iii.function.id=" + functionId));
    }

    private string NotFound(string space, string functionId, bool fromWorker)
    {
        var text = $"Function {functionId} not found in namespace {space}";
        if (!fromWorker)
        {
            return text;
        }

        var elsewhere = Functions.Keys.Where(k => k.Id == functionId).Select(k => k.Namespace).Order(StringComparer.Ordinal).ToArray();
        return elsewhere.Length == 0 ? text + "." : $"{text}. It is registered in namespace(s): {string.Join(", ", elsewhere)}.";
    }

    private sealed record Pending(WorkerConnection? Caller, WorkerConnection Executor)
    {
        public TaskCompletionSource<Outcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
