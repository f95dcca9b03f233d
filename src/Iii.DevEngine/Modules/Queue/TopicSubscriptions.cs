using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>Who gets the messages of a topic: each function of a namespace once, through a queue of its own.</summary>
internal sealed class TopicSubscriptions(EngineCore core, QueueRegistry registry) : ITriggerProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SubscriptionKey, Subscription> _subscriptions = [];

    /// <summary>The topics and how many subscribe to each.</summary>
    public IReadOnlyList<(string Topic, int Count)> Topics
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _subscriptions.Values.GroupBy(s => s.Topic, StringComparer.Ordinal)
                        .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count())),
                ];
            }
        }
    }

    /// <inheritdoc/>
    public string? Bind(RegisteredTrigger trigger)
    {
        // A subscription without a topic is accepted; it gets nothing.
        if (trigger.Config.Text("topic") is not { Length: > 0 } topic)
        {
            return null;
        }

        var options = SubscriptionOptions.Read(trigger.Config.Json("queue_config"));
        lock (_gate)
        {
            var key = KeyOf(trigger);
            Subscribe(key, topic, NameOf(topic, trigger.FunctionId, trigger.TargetNamespace), options,
                trigger.Config.Json("queue_config") is not null);
            Begin(key, options.Concurrency, (message, cancellationToken) => WorkAsync(trigger, options, message, cancellationToken));
        }

        return null;
    }

    /// <inheritdoc/>
    public void Unbind(RegisteredTrigger trigger) => End(KeyOf(trigger));

    /// <summary>Collects the messages of a topic in a queue; nobody works on them yet.</summary>
    /// <param name="setsRetries">Whether the subscription says how messages are tried.</param>
    public void Subscribe(SubscriptionKey key, string topic, string queueName, SubscriptionOptions options, bool setsRetries)
    {
        var queue = registry.Get(queueName);
        lock (_gate)
        {
            End(key);
            if (setsRetries)
            {
                queue.Overrides = options.Overrides;
            }

            _subscriptions[key] = new Subscription(topic, queue, options);
        }
    }

    /// <summary>Begins to work on the messages of a subscription.</summary>
    public void Begin(SubscriptionKey key, int concurrency, Func<QueuedMessage, CancellationToken, Task<string?>> work)
    {
        lock (_gate)
        {
            if (_subscriptions.TryGetValue(key, out var subscription) && subscription.Consumer is null)
            {
                var isFifo = subscription.Options.IsFifo;
                subscription.Consumer = registry.Consume(subscription.Queue, isFifo ? 1 : concurrency, isFifo, work);
            }
        }
    }

    /// <summary>Lets the messages of a subscription wait.</summary>
    public void Pause(SubscriptionKey key)
    {
        lock (_gate)
        {
            if (_subscriptions.TryGetValue(key, out var subscription))
            {
                subscription.Consumer?.Dispose();
                subscription.Consumer = null;
            }
        }
    }

    /// <summary>Ends a subscription; its queue keeps what it holds.</summary>
    public void End(SubscriptionKey key)
    {
        lock (_gate)
        {
            if (_subscriptions.Remove(key, out var subscription))
            {
                subscription.Consumer?.Dispose();
            }
        }
    }

    /// <summary>The queues of a topic's subscribers; without any the one of its name, where messages stay that nobody asked for.</summary>
    public IReadOnlyList<MessageQueue> QueuesOf(string topic)
    {
        lock (_gate)
        {
            MessageQueue[] queues = [.. _subscriptions.Values.Where(s => s.Topic == topic).Select(s => s.Queue).Distinct()];
            return queues.Length > 0 ? queues : registry.Find(topic) is { } queue ? [queue] : [];
        }
    }

    /// <summary>Gives each subscriber of a topic a copy of a message.</summary>
    /// <returns>False when there is no room for it.</returns>
    public bool Publish(string topic, BuiltInCall call)
    {
        lock (_gate)
        {
            var targets = _subscriptions.Values.Where(s => s.Topic == topic).DistinctBy(s => s.Queue)
                .Select(s => (s.Queue, s.Options.Delay)).ToArray();
            targets = targets.Length > 0 ? targets : [(registry.Get(topic), TimeSpan.Zero)];
            if (!registry.Capacity.TryTake(targets.Length))
            {
                return false;
            }

            var data = CanonicalJson.Copy(call.Input.GetProperty("data"));
            var now = core.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
            registry.Add([.. targets.Select(t => (t.Queue, new QueuedMessage(t.Queue.Name, data, RetryPolicy.Default, now)
            {
                TraceParent = call.TraceParent,
                Baggage = call.Baggage,
            }.After(t.Delay, now)))]);
            return true;
        }
    }

    /// <summary>Names the queue of a subscriber. The parts are escaped, so that no two subscribers share a name.</summary>
    public static string NameOf(string topic, string functionId, string space) => $"{Escape($"{topic}::{functionId}")}@{Escape(space)}";

    /// <summary>Works on a message within its visibility timeout.</summary>
    /// <returns>Null, or why it failed.</returns>
    public async Task<string?> WithinAsync(
        TimeSpan? visibilityTimeout, Func<CancellationToken, Task<string?>> work, CancellationToken cancellationToken)
    {
        using var invisible = visibilityTimeout is { } limit ? new CancellationTokenSource(limit, core.Options.TimeProvider)
            : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(invisible.Token, cancellationToken);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"No answer within the visibility timeout of {visibilityTimeout!.Value.TotalSeconds} s";
        }
    }

    private static SubscriptionKey KeyOf(RegisteredTrigger trigger) => new(IsObserver: false, trigger.Id);

    private static string Escape(string part) =>
        part.Replace("\\", @"\\", StringComparison.Ordinal).Replace("@", @"\@", StringComparison.Ordinal);

    private Task<string?> WorkAsync(RegisteredTrigger trigger, SubscriptionOptions options, QueuedMessage message,
        CancellationToken cancellationToken) =>
        WithinAsync(
            options.VisibilityTimeout,
            async limited =>
            {
                if (await core.RefusalAsync(trigger, message.Data, limited).ConfigureAwait(false) is { } refusal)
                {
                    return refusal.IsError ? $"Condition function error: {refusal.ErrorDebugText}" : null;
                }

                var outcome = await core.InvokeAsync(
                    trigger.TargetNamespace, trigger.FunctionId, message.Data,
                    traceParent: message.TraceParent, baggage: message.Baggage, origin: InvocationOrigin.Of(InvocationKind.Queue, trigger),
                    cancellationToken: limited).ConfigureAwait(false);
                return outcome.IsError ? outcome.ErrorDebugText : null;
            },
            cancellationToken);

    /// <summary>One subscriber of a topic.</summary>
    private sealed class Subscription(string topic, MessageQueue queue, SubscriptionOptions options)
    {
        public string Topic => topic;

        public MessageQueue Queue => queue;

        public SubscriptionOptions Options => options;

        /// <summary>Works on its messages; null while they wait.</summary>
        public QueueConsumer? Consumer { get; set; }
    }
}

/// <summary>Identifies a subscription: the binding of a trigger, or an observer.</summary>
internal readonly record struct SubscriptionKey(bool IsObserver, string Id);
