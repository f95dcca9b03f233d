using Iii.DevEngine.Invocations;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>
/// Subscribes observers of <c>queue::on-message</c> to topics: their targets are called through them, and what they return acknowledges a
/// message.
/// </summary>
internal sealed class TopicObservers(EngineCore core, TopicSubscriptions topics) : IEventSource
{
    /// <inheritdoc/>
    public Observers.ObserverReason? Added(Observer observer)
    {
        var args = observer.Request.ArgsOrEmpty;
        var target = observer.Request.Target;
        var queue = args.Text("group") is { } group
            ? TopicSubscriptions.NameOf(args.Text("topic")!, "group:" + group, observer.Request.Source.Namespace)
            : TopicSubscriptions.NameOf(args.Text("topic")!, target.Id, target.Namespace);
        topics.Subscribe(KeyOf(observer), args.Text("topic")!, queue, SubscriptionOptions.ReadArgs(args), setsRetries: true);
        return null;
    }

    /// <inheritdoc/>
    public void Removed(Observer observer) => topics.End(KeyOf(observer));

    /// <inheritdoc/>
    public void Activated(Observer observer)
    {
        var options = SubscriptionOptions.ReadArgs(observer.Request.ArgsOrEmpty);
        topics.Begin(
            KeyOf(observer), Math.Min(options.Concurrency, observer.Request.Policy.Concurrency),
            (message, cancellationToken) => WorkAsync(observer, options, message, cancellationToken));
    }

    /// <inheritdoc/>
    public void Deactivated(Observer observer) => topics.Pause(KeyOf(observer));

    private static SubscriptionKey KeyOf(Observer observer) => new(IsObserver: true, observer.Id);

    private Task<string?> WorkAsync(Observer observer, SubscriptionOptions options, QueuedMessage message,
        CancellationToken cancellationToken) =>
        topics.WithinAsync(
            options.VisibilityTimeout,
            async limited =>
            {
                if (!observer.Matches(ObservedCall.OfEvent(observer.Request.Source, message.Data, core.Options.TimeProvider)))
                {
                    // It is not for this observer: it is done with.
                    return null;
                }

                var call = new BuiltInCall(message.Data, null, null, message.TraceParent, message.Baggage);
                var outcome = await core.Observers.CallThroughAsync(observer, call, InvocationKind.Queue, limited).ConfigureAwait(false);
                return outcome.IsError ? outcome.ErrorDebugText : null;
            },
            cancellationToken);
}
