using Iii.Connection;
using Iii.Generated;
using Iii.Invocation;
using Iii.Observers;
using Iii.Protocol;

namespace Iii.Registration;

/// <summary>
/// What this worker has registered. It is told to the engine as it is made, and all of it again, in protocol order, on each new connection.
/// </summary>
internal sealed class Registry(string? workerNamespace, ObserverRegistry observers, ObservedFunctions observed)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TriggerRegistration> _triggers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TriggerTypeRegistration> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceRegistration> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<FunctionDefinition, ObserverHandle[]> _observers = [];
    private ITransportSession? _session;

    public FunctionTable Functions { get; } = new();

    /// <summary>The id of the function that the engine was told of last; null when there is none.</summary>
    public string? LastFunctionId { get; private set; }

    public int TriggerCount
    {
        get
        {
            lock (_gate)
            {
                return _triggers.Count;
            }
        }
    }

    public void Add(FunctionDefinition function)
    {
        lock (_gate)
        {
            function.Limits ??= FunctionLimits.Of(function);
            if (!Functions.TryAdd(function))
            {
                throw new InvalidOperationException($"The function '{function.Id}' is registered already in this worker. An id can have one handler; unregister the first, or choose another id.");
            }

            // What the engine says of the function at once waits until all that belongs to it is registered.
            observed.BeginRegistration(function.Id);
            try
            {
                LastFunctionId = function.Id;
                if (_session is not null)
                {
                    observed.Sent(function.Id, _session);
                }

                Send(function, static (output, f, _) => FrameWriter.RegisterFunction(output, f));
                foreach (var trigger in function.Triggers)
                {
                    AddTrigger(new TriggerRegistration(trigger.Type, function.Id, trigger.Config, []));
                }

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

            foreach (var trigger in _triggers.Values.Where(t => t.FunctionId == function.Id && (t.FunctionNamespace is null || t.FunctionNamespace == (workerNamespace ?? "default"))).ToArray())
            {
                RemoveTrigger(trigger);
            }

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

    public void AddTrigger(TriggerRegistration trigger)
    {
        lock (_gate)
        {
            _triggers.Add(trigger.Id, trigger);
            Send(trigger, WriteTrigger);
        }
    }

    public bool RemoveTrigger(TriggerRegistration trigger)
    {
        lock (_gate)
        {
            if (!_triggers.Remove(trigger.Id))
            {
                return false;
            }

            Send(trigger, static (output, t, _) => FrameWriter.UnregisterTrigger(output, t.Id, t.Type));
            trigger.Reject(new IIIException(IIIErrorCodes.TriggerUnregistered, $"The trigger of type '{trigger.Type}' for '{trigger.FunctionId}' was unregistered."));
            return true;
        }
    }

    /// <summary>A trigger of this worker, by its id; null when there is none.</summary>
    public TriggerRegistration? FindTrigger(string? id)
    {
        lock (_gate)
        {
            return id is null ? null : _triggers.GetValueOrDefault(id);
        }
    }

    public void AddType(TriggerTypeRegistration type)
    {
        lock (_gate)
        {
            if (!_types.TryAdd(type.Id, type))
            {
                throw new InvalidOperationException($"The trigger type '{type.Id}' is registered already in this worker. Unregister the first, or choose another id.");
            }

            Send(type, WriteType);
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

            Send(type.Id, static (output, id, _) => FrameWriter.UnregisterTriggerType(output, id));
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
            if (!_services.TryAdd(service.Id, service))
            {
                throw new InvalidOperationException($"The service '{service.Id}' is registered already in this worker.");
            }

            Send(service, WriteService);
        }
    }

    /// <summary>A service is forgotten; the engine has no way to be told.</summary>
    public bool RemoveService(ServiceRegistration service)
    {
        lock (_gate)
        {
            return _services.Remove(service.Id);
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

            WriteAll(functions, static (output, f, _) => FrameWriter.RegisterFunction(output, f));
            LastFunctionId = functions.LastOrDefault()?.Id;
            foreach (var trigger in _triggers.Values)
            {
                trigger.Renew();
            }

            WriteAll(_triggers.Values, WriteTrigger);
            session.Flush();
        }
    }

    public void Disconnected()
    {
        TriggerTypeRegistration[] types;
        lock (_gate)
        {
            _session = null;
            types = [.. _types.Values];
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

    private static void WriteTrigger(JsonOutput output, TriggerRegistration trigger, string? workerNamespace) => FrameWriter.RegisterTrigger(
        output,
        trigger.Id,
        trigger.Type,
        trigger.FunctionId,
        trigger.Config,
        trigger.Metadata,

        // The engine's own functions are in "default", whatever the worker's namespace is.
        trigger.FunctionNamespace ?? (trigger.FunctionId.StartsWith("engine::", StringComparison.Ordinal) ? null : workerNamespace),
        trigger.TypeNamespace);

    private static void WriteType(JsonOutput output, TriggerTypeRegistration type, string? workerNamespace) =>
        FrameWriter.RegisterTriggerType(output, type.Id, type.Description, type.ConfigSchema, type.PayloadSchema, type.Namespace);

    private static void WriteService(JsonOutput output, ServiceRegistration service, string? workerNamespace) =>
        FrameWriter.RegisterService(output, service.Id, service.Name, service.Description, service.ParentId);

    private void Send<T>(T item, Action<JsonOutput, T, string?> write)
    {
        if (_session is not null)
        {
            using var output = new JsonOutput();
            write(output, item, workerNamespace);
            _session.Write(output.WrittenMemory);
            _session.Flush();
        }
    }

    private void WriteAll<T>(IEnumerable<T> items, Action<JsonOutput, T, string?> write)
    {
        using var output = new JsonOutput();
        foreach (var item in items)
        {
            output.Rewind(0);
            write(output, item, workerNamespace);
            _session!.Write(output.WrittenMemory);
        }
    }
}
