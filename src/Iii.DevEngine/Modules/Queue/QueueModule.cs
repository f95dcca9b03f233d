namespace Iii.DevEngine.Modules.Queue;

/// <summary>Messages that wait for those who work on them: topics with subscribers, and named queues of calls.</summary>
internal sealed class QueueModule : IEngineModule
{
    private readonly QueueRegistry _registry;
    private readonly TopicSubscriptions _topics;
    private readonly NamedQueues _named;

    public QueueModule(EngineCore core)
    {
        _registry = new QueueRegistry(new QueueCapacity(core.Options.MaxQueuedMessages), core.Options.TimeProvider, core.Journal, core.Options.Activity);
        _topics = new TopicSubscriptions(core, _registry);
        _named = new NamedQueues(core, _registry);
        Functions =
        [
            new("iii::durable::publish", "Puts a message into the queues of a topic's subscribers", new("QueueInput", InputField.Required("topic"), InputField.Required("data", InputKind.Any)), Publish),
            new(
                "engine::queue::enqueue", "Puts a call into a named queue",
                new("EnqueueInput", InputField.Required("queue"), InputField.Required("function_id"), InputField.Required("data", InputKind.Any), InputField.Optional("messageReceiptId"), InputField.Optional("traceparent"), InputField.Optional("baggage"), InputField.Optional("namespace")),
                _named.Enqueue),
            .. new DeadLetterFunctions(_registry, _topics, _named).All,
            .. new TopicFunctions(_topics, _registry, _named).All,
        ];
        TriggerTypes = [new("durable:subscriber", "Queue core module", _topics)];
        Sources =
        [
            new("queue::on-message", "Called for each message of a topic that an observer subscribes to")
            {
                Args = new(
                    "QueueMessageArgs", InputField.Required("topic"), InputField.Optional("group"), InputField.Optional("max_retries", InputKind.Unsigned),
                    InputField.Optional("backoff_ms", InputKind.Unsigned), InputField.Optional("queue_config", InputKind.Any)),
                Source = new TopicObservers(core, _topics),
            },
        ];
    }

    public string Name => "iii-queue";

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources { get; }

    public void Start() => _named.Start();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private Outcome Publish(BuiltInCall call)
    {
        var topic = call.Required("topic");
        return topic.Length == 0 ? Outcome.Failed("topic_not_set", "Topic is not set")
            : _topics.Publish(topic, call) ? Outcome.Nothing
            : Outcome.Failed("queue_full", $"The queues hold {_registry.Capacity.Limit} messages already.");
    }
}
