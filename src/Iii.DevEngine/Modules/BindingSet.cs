using System.Collections.Concurrent;

namespace Iii.DevEngine.Modules;

/// <summary>The bindings of a trigger type whose provider only looks through them when something happens.</summary>
/// <param name="check">Says why a binding is refused; null when it is not.</param>
internal sealed class BindingSet(Func<RegisteredTrigger, string?>? check = null) : ITriggerProvider
{
    private readonly ConcurrentDictionary<string, RegisteredTrigger> _bindings = new(StringComparer.Ordinal);

    /// <summary>The bindings of this moment.</summary>
    public IEnumerable<RegisteredTrigger> All => _bindings.Values;

    public bool IsEmpty => _bindings.IsEmpty;

    public string? Bind(RegisteredTrigger trigger)
    {
        if (check?.Invoke(trigger) is { } problem)
        {
            return problem;
        }

        _bindings[trigger.Id] = trigger;
        return null;
    }

    public void Unbind(RegisteredTrigger trigger) => _bindings.TryRemove(KeyValuePair.Create(trigger.Id, trigger));
}
