using System.Collections.Concurrent;
using System.Text.Json;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Modules.Storage;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>The registries, and the routing of calls between their owners.</summary>
internal sealed class EngineCore : IAsyncDisposable
{
    public const string DefaultNamespace = "default";

    /// <summary>The engine's version, as lists and logs tell it.</summary>
    public static readonly string Version = typeof(EngineCore).Assembly.GetName().Version!.ToString(3);

    private const int BackgroundCapacity = 65536;

    private readonly ConcurrentDictionary<string, Pending> _pending = new();
    private readonly Dictionary<string, string> _moduleOfFunction = new(StringComparer.Ordinal);

    public EngineCore(IIIDevEngineOptions options, Journal journal, ILogger logger)
    {
        Options = options;
        Journal = journal;
        Logger = logger;
        Background = new BackgroundWork(BackgroundCapacity, Logger, journal);
        Modules = EngineModules.Create(this);
        foreach (var module in Modules)
        {
            Install(module);
        }
    }

    /// <summary>A worker has connected, named itself or left: the event's name, and the worker's id.</summary>
    public event Action<string, string>? WorkerChanged;

    private static Outcome Stopped => Outcome.Failed("invocation_stopped", "Invocation stopped");

    public IIIDevEngineOptions Options { get; }

    public ILogger Logger { get; }

    /// <summary>What is kept beyond the engine's end.</summary>
    public Journal Journal { get; }

    /// <summary>What runs beside answers.</summary>
    public BackgroundWork Background { get; }

    public IReadOnlyList<IEngineModule> Modules { get; }

    public TriggerRegistry Triggers { get; } = new();

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

        if (function.InProcess is { } inProcess)
        {
            return await RunAsync(function, inProcess, new BuiltInCall(data, caller, metadata, traceParent, baggage), cancellationToken).ConfigureAwait(false);
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
            var sending = function.Owner.SendAsync(writer => InvocationFrame.Write(writer, key, function.Owner.Access.WithoutPrefix(function.Id), data, callerId, metadata, traceParent, baggage)).AsTask();
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

    /// <summary>The module of a type.</summary>
    public T Module<T>()
        where T : IEngineModule => Modules.OfType<T>().First();

    /// <summary>The module that has a function of this id, even when a worker has taken its place.</summary>
    public string? ModuleOf(string functionId) => _moduleOfFunction.GetValueOrDefault(functionId);

    public void RaiseWorkerChanged(string name, string workerId) => WorkerChanged?.Invoke(name, workerId);

    /// <summary>Ends the modules and what they have started.</summary>
    public async ValueTask DisposeAsync()
    {
        await Background.DisposeAsync().ConfigureAwait(false);
        foreach (var module in Modules)
        {
            await module.DisposeAsync().ConfigureAwait(false);
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

    public int ActiveInvocations(WorkerConnection worker) => _pending.Values.Count(p => p.Caller == worker || p.Executor == worker) + worker.InProcessCalls;

    private void Install(IEngineModule module)
    {
        foreach (var function in module.Functions)
        {
            _moduleOfFunction[function.Id] = module.Name;
            Functions[(DefaultNamespace, function.Id)] = new RegisteredFunction(DefaultNamespace, function.Id, null, function.InvokeAsync)
            {
                Description = function.Description,
                RequestSchema = function.Input?.ToSchema(),
                Metadata = function.Metadata,
                ModuleName = module.Name,
            };
        }

        foreach (var type in module.TriggerTypes)
        {
            Triggers.AddType(new TriggerType(DefaultNamespace, type.Id, type.Description, null)
            {
                ConfigSchema = type.ConfigSchema,
                PayloadSchema = type.PayloadSchema,
                ResponseSchema = type.ResponseSchema,
                ModuleName = module.Name,
                BuiltIn = type.Provider,
            });
        }
    }

    private async ValueTask<Outcome> RunAsync(RegisteredFunction function, BuiltInHandler handler, BuiltInCall call, CancellationToken cancellationToken)
    {
        call.Caller?.CountInProcess(1);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(
            [cancellationToken, Background.Stopping, call.Caller?.Leaving ?? default, function.Owner?.Leaving ?? default]);
        try
        {
            var outcome = await handler(call, leaving.Token).ConfigureAwait(false);

            // What it has changed, and what it has seen of others' changes, is kept before anybody hears of it.
            await Journal.FlushAsync(leaving.Token).ConfigureAwait(false);
            return outcome;
        }
        catch (JournalException e)
        {
            return Outcome.Failed("storage_failed", e.Message);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Stopped;
        }
        finally
        {
            call.Caller?.CountInProcess(-1);
        }
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
