using Iii.Connection;
using Iii.Generated;
using Iii.Invocation;
using Iii.Observers;
using Iii.Protocol;

namespace Iii.Registration;

/// <summary>
/// What this worker has registered. It is told to the engine as it is made, and all of it again, in protocol order, on each new connection.
/// </summary>
internal sealed class Registry(string? workerNamespace, ObserverRegistry observers, ObservedFunctions observed, TriggerRegistry triggers)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TriggerTypeRegistration> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceRegistration> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<FunctionDefinition, ObserverHandle[]> _observers = [];
    private ITransportSession? _session;

    public FunctionTable Functions { get; } = new();

    /// <summary>The id of the function that the engine was told of last; null when there is none.</summary>
    public string? LastFunctionId { get; private set; }

    /// <summary>Gets the triggers of this worker.</summary>
    public TriggerRegistry Triggers => triggers;

    public void Add(FunctionDefinition function)
    {
        lock (_gate)
        {
            function.Limits ??= FunctionLimits.Of(function);
            if (Functions.Contains(function.Id))
            {
                throw new InvalidOperationException($"The function '{function.Id}' is registered already in this worker. An id can have one handler; unregister the first, or choose another id.");
            }

            // All of it is measured before any of it is stored or sent.
            var bound = Array.ConvertAll(
                function.Triggers.ToArray(), t => new TriggerRegistration(t.Type, function.Id, t.Config, [], usesResult: t.UsesResult));
            Measure(function, WriteFunction);
            Array.ForEach(bound, triggers.Measure);

            // What the engine says of the function at once waits until all that belongs to it is registered.
            observed.BeginRegistration(function.Id);
            try
            {
                Functions.TryAdd(function);
                LastFunctionId = function.Id;
                if (_session is not null)
                {
                    observed.Sent(function.Id, _session);
                }

                Send(function, WriteFunction);
                Array.ForEach(bound, triggers.Add);
                if (function.Observers is { Count: > 0 } definitions)
                {
                    _observers.Add(function, [.. definitions.Select(d => observers.Observe(d, function.Id))]);
                }
            }
            finally
            {
                observed.EndRegistration(function.Id);
            }
        }
    }

    public bool Remove(FunctionDefinition function)
    {
        lock (_gate)
        {
            if (!Functions.Remove(function))
            {
                return false;
            }

            triggers.RemoveOf(function.Id);
            if (_observers.Remove(function, out var handles))
            {
                foreach (var handle in handles)
                {
                    _ = observers.EndAsync(handle);
                }
            }

            observed.Unregistered(function.Id);
            Send(function.Id, static (output, id, _) => FrameWriter.UnregisterFunction(output, id));
            return true;
        }
    }

    public void AddType(TriggerTypeRegistration type)
    {
        lock (_gate)
        {
            if (_types.ContainsKey(type.Id))
            {
                throw new InvalidOperationException($"The trigger type '{type.Id}' is registered already in this worker. Unregister the first, or choose another id.");
            }

            Send(type, WriteType, () => _types.Add(type.Id, type));
        }
    }

    public bool RemoveType(TriggerTypeRegistration type)
    {
        lock (_gate)
        {
            if (!((ICollection<KeyValuePair<string, TriggerTypeRegistration>>)_types).Remove(new(type.Id, type)))
            {
                return false;
            }

            Send(type, static (output, t, _) => FrameWriter.UnregisterTriggerType(output, t.Id, t.Namespace));
        }

        type.Dispose();
        return true;
    }

    /// <summary>A trigger type of this worker, by its id; null when there is none.</summary>
    public TriggerTypeRegistration? FindType(string? id)
    {
        lock (_gate)
        {
            return id is null ? null : _types.GetValueOrDefault(id);
        }
    }

    public void AddService(ServiceRegistration service)
    {
        lock (_gate)
        {
            if (_services.ContainsKey(service.Id))
            {
                throw new InvalidOperationException($"The service '{service.Id}' is registered already in this worker.");
            }

            Send(service, WriteService, () => _services.Add(service.Id, service));
        }
    }

    /// <summary>A service is forgotten; the engine has no way to be told.</summary>
    public bool RemoveService(ServiceRegistration service)
    {
        lock (_gate)
        {
            // Another service may have the id by now.
            return ReferenceEquals(_services.GetValueOrDefault(service.Id), service) && _services.Remove(service.Id);
        }
    }

    /// <summary>Tells a new connection everything; from now on each change goes there too.</summary>
    public void Replay(ITransportSession session)
    {
        lock (_gate)
        {
            _session = session;
            WriteAll(_services.Values, WriteService);
            WriteAll(_types.Values, WriteType);
            var functions = Functions.All;
            foreach (var function in functions)
            {
                observed.Sent(function.Id, session);
            }

            WriteAll(functions, WriteFunction);
            LastFunctionId = functions.LastOrDefault()?.Id;
            session.Flush();
            triggers.Registered(session);
        }
    }

    public void Disconnected()
    {
        TriggerTypeRegistration[] types;
        lock (_gate)
        {
            _session = null;
            types = [.. _types.Values];
            triggers.Disconnected();
        }

        // The engine tells them all again on the next connection.
        foreach (var type in types)
        {
            type.UnbindAll();
        }
    }

    /// <summary>The worker is over: trigger types take no more, and unbind what they have.</summary>
    /// <returns>Ends when their handlers have.</returns>
    public Task CloseAsync()
    {
        TriggerTypeRegistration[] types;
        lock (_gate)
        {
            types = [.. _types.Values];
        }

        foreach (var type in types)
        {
            type.Dispose();
        }

        return Task.WhenAll(types.Select(t => t.Working));
    }

    private static void WriteType(JsonOutput output, TriggerTypeRegistration type, string? workerNamespace) =>
        FrameWriter.RegisterTriggerType(output, type.Id, type.Description, type.ConfigSchema, type.PayloadSchema, type.Namespace);

    private static void WriteService(JsonOutput output, ServiceRegistration service, string? workerNamespace) =>
        FrameWriter.RegisterService(output, service.Id, service.Name, service.Description, service.ParentId);

    private static void WriteFunction(JsonOutput output, FunctionDefinition function, string? workerNamespace) => FrameWriter.RegisterFunction(output, function);

    /// <summary>Sends what takes something back.</summary>
    private void Send<T>(T item, Action<JsonOutput, T, string?> write)
    {
        if (_session is not null)
        {
            using var output = new JsonOutput();
            write(output, item, workerNamespace);
            output.Shorten(0);
            _session.Write(output.WrittenMemory);
            _session.Flush();
        }
    }

    /// <summary>Stores a registration, then sends it: the engine's answer must find it. What is too large is neither stored nor sent.</summary>
    /// <exception cref="IIIException">It is too large.</exception>
    private void Send<T>(T item, Action<JsonOutput, T, string?> write, Action store)
    {
        using var output = new JsonOutput();
        write(output, item, workerNamespace);
        output.Shorten(0);
        MessageSize.ThrowIfTooLarge(output.Length);
        store();
        _session?.Write(output.WrittenMemory);
        _session?.Flush();
    }

    /// <exception cref="IIIException">It is too large.</exception>
    private void Measure<T>(T item, Action<JsonOutput, T, string?> write)
    {
        using var output = new JsonOutput();
        write(output, item, workerNamespace);
        output.Shorten(0);
        MessageSize.ThrowIfTooLarge(output.Length);
    }

    private void WriteAll<T>(IEnumerable<T> items, Action<JsonOutput, T, string?> write)
    {
        using var output = new JsonOutput();
        foreach (var item in items)
        {
            output.Rewind(0);
            write(output, item, workerNamespace);
            output.Shorten(0);
            _session!.Write(output.WrittenMemory);
        }
    }
}
