using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>Who gets the messages of a topic: each function of a namespace once, through a queue of its own.</summary>
internal sealed class TopicSubscriptions(EngineCore core, QueueRegistry registry) : ITriggerProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);

    /// <summary>The topics and how many subscribe to each.</summary>
    public IReadOnlyList<(string Topic, int Count)> Topics
    {
        get
        {
            lock (_gate)
            {
                return [.. _subscriptions.Values.GroupBy(s => s.Topic, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))];
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
        var queue = registry.Get(NameOf(topic, trigger));
        lock (_gate)
        {
            End(trigger.Id);
            if (trigger.Config.Json("queue_config") is not null)
            {
                queue.Overrides = options.Overrides;
            }

            var consumer = registry.Consume(queue, options.IsFifo ? 1 : options.Concurrency, options.IsFifo, (message, cancellationToken) => WorkAsync(trigger, options, message, cancellationToken));
            _subscriptions[trigger.Id] = new Subscription(topic, queue, options, consumer);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Unbind(RegisteredTrigger trigger)
    {
        lock (_gate)
        {
            End(trigger.Id);
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
            var targets = _subscriptions.Values.Where(s => s.Topic == topic).DistinctBy(s => s.Queue).Select(s => (s.Queue, s.Options.Delay)).ToArray();
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

    // Escaped, so that no two pairs share a name.
    private static string NameOf(string topic, RegisteredTrigger trigger) => $"{Escape($"{topic}::{trigger.FunctionId}")}@{Escape(trigger.TargetNamespace)}";

    private static string Escape(string part) => part.Replace("\\", @"\\", StringComparison.Ordinal).Replace("@", @"\@", StringComparison.Ordinal);

    private async Task<string?> WorkAsync(RegisteredTrigger trigger, SubscriptionOptions options, QueuedMessage message, CancellationToken cancellationToken)
    {
        using var invisible = options.VisibilityTimeout is { } limit ? new CancellationTokenSource(limit, core.Options.TimeProvider) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(invisible.Token, cancellationToken);
        try
        {
            if (await core.RefusalAsync(trigger, message.Data, either.Token).ConfigureAwait(false) is { } refusal)
            {
                return refusal.IsError ? $"Condition function error: {refusal.ErrorDebugText}" : null;
            }

            var outcome = await core.InvokeAsync(
                trigger.TargetNamespace, trigger.FunctionId, message.Data,
                traceParent: message.TraceParent, baggage: message.Baggage, origin: InvocationOrigin.Of(InvocationKind.Queue, trigger), cancellationToken: either.Token).ConfigureAwait(false);
            return outcome.IsError ? outcome.ErrorDebugText : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"No answer within the visibility timeout of {options.VisibilityTimeout!.Value.TotalSeconds} s";
        }
    }

    private void End(string id)
    {
        if (_subscriptions.Remove(id, out var subscription))
        {
            subscription.Consumer.Dispose();
        }
    }

    private sealed record Subscription(string Topic, MessageQueue Queue, SubscriptionOptions Options, QueueConsumer Consumer);
}
