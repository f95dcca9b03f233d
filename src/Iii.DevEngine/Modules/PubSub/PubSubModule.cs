using System.Collections.Immutable;

namespace Iii.DevEngine.Modules.PubSub;

/// <summary>Events by topic: each subscriber gets each one at most once, and nothing is kept for absent ones.</summary>
internal sealed class PubSubModule : IEngineModule, ITriggerProvider
{
    private readonly EngineCore _core;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableList<RegisteredTrigger>> _subscribers = new(StringComparer.Ordinal);

    public PubSubModule(EngineCore core)
    {
        _core = core;
        Functions = [new("publish", "Publishes an event to a topic", new InputShape("PubSubInput", InputField.Required("topic"), InputField.Required("data", InputKind.Any)), Publish)];
        TriggerTypes = [new("subscribe", "Subscribe to a topic", this)];
    }

    public string Name => "iii-pubsub";

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    /// <inheritdoc/>
    public string? Bind(RegisteredTrigger trigger)
    {
        // A subscription without a topic is accepted; it gets nothing.
        if (trigger.Config.Text("topic") is { Length: > 0 } topic)
        {
            lock (_gate)
            {
                _subscribers[topic] = _subscribers.GetValueOrDefault(topic, []).RemoveAll(t => t.Id == trigger.Id).Add(trigger);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Unbind(RegisteredTrigger trigger)
    {
        if (trigger.Config.Text("topic") is not { Length: > 0 } topic)
        {
            return;
        }

        lock (_gate)
        {
            var rest = _subscribers.GetValueOrDefault(topic, []).RemoveAll(t => t.Id == trigger.Id);
            if (rest.IsEmpty)
            {
                _subscribers.Remove(topic);
            }
            else
            {
                _subscribers[topic] = rest;
            }
        }
    }

    private Outcome Publish(BuiltInCall call)
    {
        var topic = call.Required("topic");
        if (topic.Length == 0)
        {
            return Outcome.Failed("topic_not_set", "Topic is not set");
        }

        ImmutableList<RegisteredTrigger> subscribers;
        lock (_gate)
        {
            subscribers = _subscribers.GetValueOrDefault(topic, []);
        }

        var data = call.Input.GetProperty("data");
        foreach (var subscriber in subscribers)
        {
            _core.DeliverInBackground(subscriber, data);
        }

        return Outcome.Nothing;
    }
}
