using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>Tells triggers and observers that a client joins a stream, or leaves it.</summary>
internal sealed class StreamPresence(EngineCore core, BindingSet bindings, BuiltInSource source)
{
    /// <summary>Calls the functions that are bound to it, one after the other.</summary>
    /// <returns>Whether one of them said that the client may not. Observers are not asked.</returns>
    public async Task<bool> TellAsync(StreamConsumer consumer, StreamSubscription subscription, CancellationToken cancellationToken)
    {
        if (bindings.IsEmpty && !source.IsObserved)
        {
            return false;
        }

        var payload = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteField("context", consumer.Context);
            writer.WriteString("group_id", subscription.GroupId);
            writer.WriteString("id", subscription.ItemId);
            writer.WriteString("stream_name", subscription.StreamName);
            writer.WriteString("subscription_id", subscription.Id);
            writer.WriteEndObject();
        });
        if (source.IsObserved)
        {
            source.Raise(payload);
        }

        var isDenied = false;
        foreach (var trigger in bindings.All)
        {
            var outcome = await core.InvokeAsync(
                trigger.TargetNamespace, trigger.FunctionId, payload, metadata: trigger.Metadata,
                origin: InvocationOrigin.Of(InvocationKind.Trigger, trigger), cancellationToken: cancellationToken).ConfigureAwait(false);
            isDenied |= outcome.Result is { } result && result.IsTrue("unauthorized");
        }

        return isDenied;
    }
}
