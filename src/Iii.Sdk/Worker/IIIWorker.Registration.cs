using Iii.Generated;
using Iii.Registration;

namespace Iii;

public sealed partial class IIIWorker
{
    /// <summary>Registers a function that is only known at run time, with types.</summary>
    /// <typeparam name="TRequest">The payload's type; its reader is made at compile time.</typeparam>
    /// <typeparam name="TResponse">The result's type; its writer is made at compile time.</typeparam>
    /// <param name="id">The function's id.</param>
    /// <param name="handler">Answers calls.</param>
    /// <param name="options">What the engine is told of the function.</param>
    /// <exception cref="InvalidOperationException">The worker has a function with this id already.</exception>
    public IIIRegistration RegisterFunction<[IIIJson(HasSchema = true)] TRequest, [IIIJson(HasSchema = true)] TResponse>(
        string id, Func<TRequest?, IIIContext, ValueTask<TResponse?>> handler, FunctionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Register(new TypedFunction<TRequest, TResponse>(CheckId(id), options, handler));
    }

    /// <summary>Registers a function that is only known at run time, with JSON as it is.</summary>
    /// <param name="id">The function's id.</param>
    /// <param name="handler">Gets the payload as UTF-8 JSON and returns the result as UTF-8 JSON, or nothing for no result.</param>
    /// <param name="options">What the engine is told of the function.</param>
    /// <exception cref="InvalidOperationException">The worker has a function with this id already.</exception>
    public IIIRegistration RegisterRawFunction(
        string id, Func<ReadOnlyMemory<byte>, IIIContext, ValueTask<ReadOnlyMemory<byte>>> handler, FunctionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Register(new RawFunction(CheckId(id), options, handler));
    }

    /// <summary>Registers a function that is hosted behind HTTP: the engine calls it there, this worker only tells of it.</summary>
    /// <param name="id">The function's id.</param>
    /// <param name="http">How the engine calls it.</param>
    /// <param name="options">What the engine is told of the function.</param>
    /// <exception cref="InvalidOperationException">The worker has a function with this id already.</exception>
    /// <exception cref="ArgumentException">The address or the method is none that the engine can call.</exception>
    public IIIRegistration RegisterHttpFunction(string id, HttpFunctionOptions http, FunctionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Check();
        if (options is { MaxConcurrentCalls: not null } or { TimeLimit: not null })
        {
            throw new ArgumentException($"The function '{id}' is run by the engine, so this worker can not limit its calls: FunctionOptions.MaxConcurrentCalls and TimeLimit must be null. HttpFunctionOptions.Timeout limits how long the engine waits.", nameof(options));
        }

        return Register(new HttpFunction(CheckId(id), http, options));
    }

    /// <summary>Binds a function to a trigger that is only known at run time.</summary>
    /// <param name="type">The trigger type's id: <c>http</c>, <c>cron</c>, …</param>
    /// <param name="functionId">The function that the trigger calls.</param>
    /// <param name="config">The trigger's configuration, as JSON text.</param>
    /// <param name="options">What else the engine is told.</param>
    public IIITriggerRegistration RegisterTrigger(string type, string functionId, string config, TriggerOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentException.ThrowIfNullOrWhiteSpace(functionId);
        ArgumentNullException.ThrowIfNull(config);
        JsonText.Utf8(config, nameof(config));
        options?.Check();
        var trigger = new TriggerRegistration(
            type, functionId, config, JsonText.Utf8(options?.Metadata, nameof(TriggerOptions.Metadata)), options?.Namespace, options?.TriggerNamespace);
        _registry.Triggers.Add(trigger);
        return new IIITriggerRegistration(trigger, this, Engine, _options.TimeProvider, () => _registry.Triggers.Remove(trigger));
    }

    /// <inheritdoc cref="RegisterTrigger(string, string, string, TriggerOptions?)"/>
    public IIITriggerRegistration RegisterTrigger(string type, string functionId, string config) => RegisterTrigger(type, functionId, config, null);

    /// <summary>Binds a function to a trigger that is only known at run time.</summary>
    /// <typeparam name="TConfig">The configuration's type; its writer is made at compile time.</typeparam>
    /// <param name="type">The trigger type's id.</param>
    /// <param name="functionId">The function that the trigger calls.</param>
    /// <param name="config">The trigger's configuration.</param>
    /// <param name="options">What else the engine is told.</param>
    public IIITriggerRegistration RegisterTrigger<[IIIJson] TConfig>(string type, string functionId, TConfig config, TriggerOptions? options) =>
        RegisterTrigger(type, functionId, System.Text.Encoding.UTF8.GetString(IIIJson.Serialize(config)), options);

    /// <inheritdoc cref="RegisterTrigger{TConfig}(string, string, TConfig, TriggerOptions?)"/>
    public IIITriggerRegistration RegisterTrigger<[IIIJson] TConfig>(string type, string functionId, TConfig config) => RegisterTrigger(type, functionId, config, null);

    /// <summary>Provides a trigger type: other workers bind functions to it, and this worker calls them when it is time.</summary>
    /// <remarks>
    /// An engine before 0.25 keeps a type until its worker leaves: after it was taken back, triggers of it are answered with <see cref="IIIErrorCodes.TriggerTypeNotFound"/>.
    /// From 0.25 on the type is removed there too.
    /// </remarks>
    /// <typeparam name="TConfig">The type of a trigger's configuration; its reader is made at compile time.</typeparam>
    /// <typeparam name="TPayload">The type of what functions get; its writer is made at compile time.</typeparam>
    /// <param name="id">The type's id.</param>
    /// <param name="onBind">Called for each trigger before it counts as bound. An exception refuses it: the code and message of an <see cref="IIIException"/> reach whoever binds.</param>
    /// <param name="onUnbind">Called for each trigger that is taken back, and for all when the connection is lost: the engine brings them again.</param>
    /// <param name="options">What the engine is told of the type.</param>
    /// <exception cref="InvalidOperationException">The worker provides this type already.</exception>
    public IIITriggerType<TConfig, TPayload> RegisterTriggerType<[IIIJson(HasSchema = true)] TConfig, [IIIJson(HasSchema = true)] TPayload>(
        string id,
        Func<TriggerBinding<TConfig, TPayload>, CancellationToken, ValueTask>? onBind = null,
        Func<TriggerBinding<TConfig, TPayload>, CancellationToken, ValueTask>? onUnbind = null,
        TriggerTypeOptions? options = null)
    {
        if (options is { Namespace: not null } && string.IsNullOrWhiteSpace(options.Namespace))
        {
            throw new ArgumentException("TriggerTypeOptions.Namespace is blank. Give it a name, or leave it null for the worker's own namespace.", nameof(options));
        }

        return new IIITriggerType<TConfig, TPayload>(CheckId(id), this, onBind, onUnbind, options ?? new TriggerTypeOptions(), _registry, _logger);
    }

    /// <summary>Keeps the items of a stream in the place of the engine, which asks this worker from now on.</summary>
    /// <typeparam name="T">The items' type; its reader and writer are made at compile time.</typeparam>
    /// <param name="name">The stream's name.</param>
    /// <param name="stream">Keeps the items.</param>
    /// <returns>Gives the stream back to the engine when it is unregistered.</returns>
    /// <exception cref="InvalidOperationException">The worker keeps this stream already, or lives in a namespace of its own, where the engine does not look for streams.</exception>
    public IIIRegistration HostStream<[IIIJson] T>(string name, IIIStream<T> stream)
    {
        CheckId(name);
        ArgumentNullException.ThrowIfNull(stream);
        if (_identity.Namespace is { } space and not "default")
        {
            throw new InvalidOperationException(
                $"The worker '{Name}' lives in the namespace '{space}', and the engine looks for streams in 'default' only: the stream '{name}' would never be asked. Host it in a worker without a namespace.");
        }

        var functions = Streams.StreamFunction.Of(name, stream);
        try
        {
            System.Array.ForEach(functions, _registry.Add);
        }
        catch (InvalidOperationException)
        {
            System.Array.ForEach(functions, f => _registry.Remove(f));
            throw;
        }

        return new IIIRegistration(name, () => functions.Count(_registry.Remove) == functions.Length);
    }

    /// <summary>Registers a service: a name under which tools show functions.</summary>
    /// <param name="id">The service's id; by convention the part of its functions' ids before <c>::</c>.</param>
    /// <param name="name">Its name for people. Default: the id.</param>
    /// <param name="description">What it does.</param>
    /// <param name="parentServiceId">The service that it is a part of.</param>
    /// <exception cref="InvalidOperationException">The worker has a service with this id already.</exception>
    public IIIRegistration RegisterService(string id, string? name = null, string? description = null, string? parentServiceId = null)
    {
        var service = new ServiceRegistration(CheckId(id), name ?? id, description, parentServiceId);
        _registry.AddService(service);
        return new IIIRegistration(id, () => _registry.RemoveService(service));
    }

    private static string CheckId(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return id;
    }

    private IIIRegistration Register(FunctionDefinition function)
    {
        _registry.Add(function);
        return new IIIRegistration(function.Id, () => _registry.Remove(function));
    }
}
