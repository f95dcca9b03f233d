using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Trigger types and the bindings to them; a binding whose type nobody provides waits for it.</summary>
internal sealed class TriggerRegistry
{
    // How long a provider may take to say that it could bind.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Namespace, string Id), TriggerType> _types = [];
    private readonly Dictionary<string, TaskCompletionSource<JsonElement?>> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegisteredTrigger> _triggers = new(StringComparer.Ordinal);

    public IReadOnlyList<TriggerType> Types
    {
        get
        {
            lock (_gate)
            {
                return [.. _types.Values];
            }
        }
    }

    /// <summary>The bindings that somebody provides.</summary>
    public IReadOnlyList<RegisteredTrigger> Live
    {
        get
        {
            lock (_gate)
            {
                return [.. _triggers.Values.Where(t => t.Provider is not null)];
            }
        }
    }

    /// <summary>Makes a type known, and gives its provider the bindings that belong to it.</summary>
    public void AddType(TriggerType type)
    {
        lock (_gate)
        {
            _types[(type.Namespace, type.Id)] = type;
            foreach (var trigger in _triggers.Values.Where(t => t.Type == type.Id && Resolve(t) == type))
            {
                // One that had to make do with the type of the default namespace moves.
                if (trigger.Provider is { } other && other.Namespace != type.Namespace)
                {
                    Unbind(trigger);
                }

                trigger.Provider?.BuiltIn?.Unbind(trigger);
                trigger.Provider = type.BuiltIn is { } builtIn && builtIn.Bind(trigger) is not null ? null : type;
                ProviderFrames.Bind(trigger);
            }
        }
    }

    /// <summary>Forgets a type that the engine provides for a function; its bindings wait for another provider.</summary>
    public void RemoveType(string space, string id)
    {
        lock (_gate)
        {
            if (_types.Remove((space, id), out var type))
            {
                foreach (var trigger in _triggers.Values.Where(t => t.Provider == type).ToArray())
                {
                    Unbind(trigger);
                    Rebind(trigger);
                }
            }
        }
    }

    /// <summary>Adds a binding.</summary>
    /// <returns>Null, or why the engine refuses it.</returns>
    public string? Add(RegisteredTrigger trigger)
    {
        lock (_gate)
        {
            trigger.Provider = Resolve(trigger);
            if (trigger.Provider?.BuiltIn?.Bind(trigger) is { } problem)
            {
                return problem;
            }

            _triggers[trigger.Id] = trigger;
            if (trigger.Provider is not null)
            {
                ProviderFrames.Bind(trigger);
            }

            return null;
        }
    }

    /// <summary>Adds a binding, and waits for a worker that provides its type to take it. One that does not answer in time has taken it.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public async ValueTask<string?> AddAndWaitAsync(RegisteredTrigger trigger, TimeProvider time, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<JsonElement?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _answers[trigger.Id] = answer;
        }

        try
        {
            if (Add(trigger) is { } problem)
            {
                return problem;
            }

            if (trigger.Provider?.Owner is not { } provider)
            {
                return null;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(provider.Leaving, cancellationToken);
            if (await answer.Task.WaitAsync(s_patience, time, either.Token).ConfigureAwait(false) is not { } error)
            {
                return null;
            }

            lock (_gate)
            {
                _triggers.Remove(trigger.Id);
            }

            return $"{error.Text("code")}: {error.Text("message")}";
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            lock (_gate)
            {
                _answers.Remove(trigger.Id);
            }
        }
    }

    /// <summary>A provider has said whether it could bind. Tells whoever waits for that.</summary>
    /// <returns>False when nobody does.</returns>
    public bool Answer(string id, WorkerConnection sender, JsonElement? error)
    {
        lock (_gate)
        {
            return _triggers.TryGetValue(id, out var trigger) && trigger.Provider?.Owner == sender && _answers.TryGetValue(id, out var answer) && answer.TrySetResult(error);
        }
    }

    public bool Remove(string id)
    {
        lock (_gate)
        {
            if (!_triggers.Remove(id, out var trigger))
            {
                return false;
            }

            Unbind(trigger);
            return true;
        }
    }

    /// <summary>The provider of a binding says that it could not bind it.</summary>
    /// <returns>The binding, for its owner to be told; null when the sender has no say in it.</returns>
    public RegisteredTrigger? Park(string id, WorkerConnection sender)
    {
        lock (_gate)
        {
            if (!_triggers.TryGetValue(id, out var trigger) || trigger.Provider?.Owner != sender)
            {
                return null;
            }

            trigger.Provider = null;
            return trigger;
        }
    }

    /// <summary>A worker is gone: its bindings end, those on its types wait for another provider.</summary>
    public void RemoveAll(WorkerConnection worker)
    {
        lock (_gate)
        {
            foreach (var trigger in _triggers.Values.Where(t => t.Owner == worker).ToArray())
            {
                _triggers.Remove(trigger.Id);
                Unbind(trigger);
            }

            foreach (var key in _types.Where(t => t.Value.Owner == worker).Select(t => t.Key).ToArray())
            {
                _types.Remove(key);
            }

            foreach (var trigger in _triggers.Values.Where(t => t.Provider?.Owner == worker))
            {
                Rebind(trigger);
            }
        }
    }

    /// <summary>Gives a binding whose provider has gone the one that there is now.</summary>
    private void Rebind(RegisteredTrigger trigger)
    {
        trigger.Provider = Resolve(trigger);
        if (trigger.Provider?.BuiltIn is { } builtIn)
        {
            trigger.Provider = builtIn.Bind(trigger) is null ? trigger.Provider : null;
        }
        else if (trigger.Provider is not null)
        {
            ProviderFrames.Bind(trigger);
        }
    }

    private TriggerType? Resolve(RegisteredTrigger trigger)
    {
        if (trigger.ProviderNamespace is { } named)
        {
            return _types.GetValueOrDefault((named, trigger.Type));
        }

        return (trigger.Owner?.Namespace is { } home ? _types.GetValueOrDefault((home, trigger.Type)) : null)
            ?? _types.GetValueOrDefault((EngineCore.DefaultNamespace, trigger.Type));
    }

    private static void Unbind(RegisteredTrigger trigger)
    {
        trigger.Provider?.BuiltIn?.Unbind(trigger);
        ProviderFrames.Unbind(trigger);
    }
}
