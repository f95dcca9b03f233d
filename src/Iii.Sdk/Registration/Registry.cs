using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;

namespace Iii.Registration;

/// <summary>
/// What this worker has registered. It is told to the engine as it is made, and all of it again, in protocol order, on each new connection.
/// </summary>
internal sealed class Registry(string? workerNamespace)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TriggerRegistration> _triggers = new(StringComparer.Ordinal);
    private ITransportSession? _session;

    public FunctionTable Functions { get; } = new();

    /// <summary>The id of the function that was registered last; null when there is none.</summary>
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
            if (!Functions.TryAdd(function))
            {
                throw new InvalidOperationException($"The function '{function.Id}' is registered already in this worker. An id can have one handler; unregister the first, or choose another id.");
            }

            LastFunctionId = function.Id;
            Send(function, static (output, f, _) => FrameWriter.RegisterFunction(output, f));
            foreach (var trigger in function.Triggers)
            {
                AddTrigger(new TriggerRegistration(Guid.NewGuid().ToString(), trigger.Type, function.Id, trigger.Config));
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

            foreach (var trigger in _triggers.Values.Where(t => t.FunctionId == function.Id).ToArray())
            {
                RemoveTrigger(trigger);
            }

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
            return true;
        }
    }

    /// <summary>Tells a new connection everything; from now on each change goes there too.</summary>
    public void Replay(ITransportSession session)
    {
        lock (_gate)
        {
            _session = session;
            foreach (var function in Functions.All)
            {
                Write(function, static (output, f, _) => FrameWriter.RegisterFunction(output, f));
            }

            foreach (var trigger in _triggers.Values)
            {
                Write(trigger, WriteTrigger);
            }

            session.Flush();
        }
    }

    public void Disconnected()
    {
        lock (_gate)
        {
            _session = null;
        }
    }

    private static void WriteTrigger(JsonOutput output, TriggerRegistration trigger, string? workerNamespace) =>
        FrameWriter.RegisterTrigger(output, trigger.Id, trigger.Type, trigger.FunctionId, trigger.Config, workerNamespace);

    private void Send<T>(T item, Action<JsonOutput, T, string?> write)
    {
        if (_session is not null)
        {
            Write(item, write);
            _session.Flush();
        }
    }

    private void Write<T>(T item, Action<JsonOutput, T, string?> write)
    {
        using var output = new JsonOutput();
        write(output, item, workerNamespace);
        _session!.Write(output.WrittenMemory);
    }
}
