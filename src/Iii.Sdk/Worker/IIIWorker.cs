using System.ComponentModel;
using Iii.Channels;
using Iii.Connection;
using Iii.Generated;
using Iii.Invocation;
using Iii.Observers;
using Iii.Registration;
using Iii.Telemetry;
using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>
/// A worker: connects to an engine, registers functions and triggers there, answers calls, and calls functions of others.
/// </summary>
/// <example>
/// <code>
/// var worker = IIIWorker.Create("ws://localhost:49134", options => options.Name = "embedding");
/// worker.AddFunctions();
/// await worker.RunAsync();
/// </code>
/// </example>
public sealed partial class IIIWorker : IIIClient, IAsyncDisposable
{

    private readonly IIIWorkerOptions _options;
    private readonly ILogger _logger;
    private readonly WorkerIdentity _identity;
    private readonly Registry _registry;
    private readonly WorkerInstances _instances;
    private readonly PendingCalls _pending;
    private readonly Outbox _outbox;
    private readonly OutgoingCalls _calls;
    private readonly Dispatcher _dispatcher;
    private readonly ObservedWorker _observed;
    private readonly ConnectionStates _states;
    private readonly Rejections _rejections;
    private readonly ChannelConnector _channels;
    private readonly ObserverRegistry _observers;
    private readonly ObservedFunctions _observedFunctions;

    private IIIWorker(Uri url, IIIWorkerOptions options)
    {
        Url = url;
        _options = options;
        _logger = (options.LoggerFactory ?? StandardErrorLoggerFactory.Instance).CreateLogger("Iii.Worker");
        _identity = new WorkerIdentity(options);
        Engine = new IIIEngineInfo(_logger);
        _observers = new ObserverRegistry(_identity.Namespace, options.TimeProvider, _logger);
        _observedFunctions = new ObservedFunctions(_logger);
        _registry = new Registry(_identity.Namespace, _observers, _observedFunctions);
        _instances = new WorkerInstances(options.Services);
        _pending = new PendingCalls(options.TimeProvider);
        _outbox = new Outbox(options.MaxOfflineCalls);
        _calls = new OutgoingCalls(options, _identity.Namespace, _pending, _outbox, Engine);
        _dispatcher = new Dispatcher(options, this, _logger);
        _observed = new ObservedWorker(_identity.Name, _dispatcher);
        _states = new ConnectionStates(_logger);
        _rejections = new Rejections(_logger);
        _channels = new ChannelConnector(url, options);
    }

    /// <summary>Raised after each change of <see cref="State"/>, on the thread that made it: do not block there.</summary>
    public event Action<IIIConnectionState>? StateChanged
    {
        add => _states.Changed += value;
        remove => _states.Changed -= value;
    }

    /// <summary>
    /// Raised when the engine rejects a function, for one because another worker has its id, on the thread that reads: do not block there.
    /// </summary>
    public event Action<FunctionRejection>? FunctionRejected
    {
        add => _rejections.OfFunctions += value;
        remove => _rejections.OfFunctions -= value;
    }

    /// <summary>Raised when the engine, or whoever provides its type, refuses a trigger, on the thread that reads: do not block there.</summary>
    public event Action<TriggerRejection>? TriggerRejected
    {
        add => _rejections.OfTriggers += value;
        remove => _rejections.OfTriggers -= value;
    }

    /// <summary>The engine's address.</summary>
    public Uri Url { get; }

    /// <summary>The worker's name.</summary>
    public string Name => _identity.Name;

    /// <summary>Gets what the engine supports that the worker is connected to.</summary>
    public IIIEngineInfo Engine { get; }

    /// <summary>Where the worker stands with its engine.</summary>
    public IIIConnectionState State => _states.Current;

    /// <summary>Makes a worker. It does nothing until it is started.</summary>
    /// <param name="url">The engine's address. Default: <see cref="IIIWorkerOptions.Url"/>, else <c>III_URL</c>, else <c>ws://localhost:49134</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="ArgumentException">The address is not a WebSocket's, or an option makes no sense.</exception>
    public static IIIWorker Create(string? url = null, Action<IIIWorkerOptions>? configure = null)
    {
        var options = new IIIWorkerOptions();
        configure?.Invoke(options);
        options.Validate();
        return new IIIWorker(EngineAddress.Parse(url ?? options.Url, "The url"), options);
    }

    /// <summary>Registers a function that generated code defines.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IIIWorker Add(FunctionDefinition function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _registry.Add(function);
        _instances.Require(function);
        return this;
    }

    /// <summary>The place where the worker keeps the instance of a class with functions; used by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public InstanceSlot<T> Instance<T>()
        where T : class => _instances.Slot<T>();

    /// <summary>Gives the worker the instance whose methods are functions.</summary>
    /// <typeparam name="T">The class that declares the methods.</typeparam>
    /// <exception cref="InvalidOperationException">The worker has an instance of the class already.</exception>
    public IIIWorker AddInstance<T>(T instance)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        _instances.Add(instance);
        return this;
    }
}
