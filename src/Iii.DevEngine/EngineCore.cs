using System.Collections.Concurrent;
using System.Text.Json;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Modules.Storage;
using Iii.DevEngine.Observers;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>The registries, and the routing of calls between their owners.</summary>
internal sealed partial class EngineCore : IAsyncDisposable
{
    public const string DefaultNamespace = "default";

    /// <summary>The engine's version, as lists and logs tell it.</summary>
    public static readonly string Version = typeof(EngineCore).Assembly.GetName().Version!.ToString(3);

    private const int BackgroundCapacity = 65536;

    private readonly Dictionary<string, string> _moduleOfFunction = new(StringComparer.Ordinal);

    public EngineCore(IIIDevEngineOptions options, Journal journal, ILogger logger)
    {
        Options = options;
        Journal = journal;
        Logger = logger;
        Background = new BackgroundWork(BackgroundCapacity, Logger, journal, options.Activity);
        Observers = new ObserverRegistry(this);
        Observers.Changed += LegacyTriggers.OnObserverChanged;
        Modules = EngineModules.Create(this);
        foreach (var module in Modules)
        {
            Install(module);
        }
    }

    /// <summary>A function was registered, or is not registered any more.</summary>
    public event Action? FunctionsChanged;

    /// <summary>A worker has connected, named itself or left: the event's name, and the worker's id.</summary>
    public event Action<string, string>? WorkerChanged;

    public IIIDevEngineOptions Options { get; }

    public ILogger Logger { get; }

    /// <summary>What the engine supports beyond the protocol of 0.24.</summary>
    public ProtocolFeatures Features => Options.Features;

    /// <summary>What is kept beyond the engine's end.</summary>
    public Journal Journal { get; }

    /// <summary>What runs beside answers.</summary>
    public BackgroundWork Background { get; }

    public IReadOnlyList<IEngineModule> Modules { get; }

    public ObserverRegistry Observers { get; }

    public TriggerRegistry Triggers { get; } = new();

    public ConcurrentDictionary<(string Namespace, string Id), RegisteredFunction> Functions { get; } = new();

    public ConnectedWorkers Workers { get; } = [];

    /// <summary>The module of a type.</summary>
    public T Module<T>()
        where T : IEngineModule => Modules.OfType<T>().First();

    /// <summary>The module that has a function of this id, even when a worker has taken its place.</summary>
    public string? ModuleOf(string functionId) => _moduleOfFunction.GetValueOrDefault(functionId);

    public void RaiseWorkerChanged(string name, string workerId) => WorkerChanged?.Invoke(name, workerId);

    /// <summary>Makes a function known that was registered: to its host, and to those who observe it.</summary>
    public void Host(RegisteredFunction function)
    {
        Observers.Hosted(function);
        if (LegacyTriggers.TypeOf(this, function) is { } type)
        {
            Triggers.AddType(type);
        }

        FunctionsChanged?.Invoke();
    }

    /// <summary>Forgets a function, unless another one has taken its place.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Forget(RegisteredFunction function)
    {
        if (!Functions.TryRemove(KeyValuePair.Create((function.Namespace, function.Id), function)))
        {
            return false;
        }

        if (function.LegacyTriggerType is { } type)
        {
            Triggers.RemoveType(function.Namespace, type);
        }

        Observers.Unhosted(function);
        FunctionsChanged?.Invoke();
        return true;
    }

    /// <summary>Ends the modules and what they have started.</summary>
    public async ValueTask DisposeAsync()
    {
        Observers.Dispose();
        await Background.DisposeAsync().ConfigureAwait(false);
        foreach (var module in Modules)
        {
            await module.DisposeAsync().ConfigureAwait(false);
        }
    }

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

        if (Observers.IsEnabled)
        {
            foreach (var source in module.Sources)
            {
                _moduleOfFunction[source.Id] = module.Name;
                Functions[(DefaultNamespace, source.Id)] = source.Register(this, module.Name);
            }
        }

        foreach (var function in Functions.Values.Where(f => f.ModuleName == module.Name))
        {
            Observers.Hosted(function);
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
}
