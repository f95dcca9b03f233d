using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>A client that has subscribed to groups or items over a WebSocket.</summary>
/// <param name="context">What the auth function said of it.</param>
/// <param name="maxSubscriptions">How many subscriptions it may have at once.</param>
internal sealed class StreamConsumer(WebSocket socket, JsonElement? context, int maxSubscriptions)
{
    /// <summary>How many messages may wait for the client. One that reads too slowly is cut off: it joins anew, and gets what it missed.</summary>
    public const int WaitingMessages = 1024;

    private readonly Channel<StreamEvent> _outgoing = Channel.CreateBounded<StreamEvent>(new BoundedChannelOptions(WaitingMessages) { SingleReader = true });
    private readonly ConcurrentDictionary<string, StreamSubscription> _subscriptions = new(StringComparer.Ordinal);

    public JsonElement? Context => context;

    public ICollection<StreamSubscription> Subscriptions => _subscriptions.Values;

    /// <summary>Whether a subscription of this name may be added, or replaces another one.</summary>
    public bool HasRoomFor(string id) => _subscriptions.ContainsKey(id) || _subscriptions.Count < maxSubscriptions;

    public void Join(StreamSubscription subscription) => _subscriptions[subscription.Id] = subscription;

    public void Leave(string id) => _subscriptions.TryRemove(id, out _);

    /// <summary>Sends an event once for each subscription that it concerns.</summary>
    public void Notify(StreamEvent @event)
    {
        foreach (var subscription in _subscriptions.Values)
        {
            if (subscription.StreamName == @event.StreamName && subscription.GroupId == @event.GroupId && (subscription.ItemId is null || subscription.ItemId == @event.Id))
            {
                Send(@event);
            }
        }
    }

    /// <summary>Queues an event; cuts the client off when it has not read too many of them.</summary>
    public void Send(StreamEvent @event)
    {
        if (!_outgoing.Writer.TryWrite(@event))
        {
            Close();
            socket.Abort();
        }
    }

    public void Close() => _outgoing.Writer.TryComplete();

    /// <summary>Sends queued events until the connection ends.</summary>
    public async Task WriteAsync(CancellationToken stopping)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            await foreach (var @event in _outgoing.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                buffer.ResetWrittenCount();
                using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.Plain))
                {
                    @event.WriteTo(writer);
                }

                await socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, stopping).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The reading side sees the same end.
            Close();
        }
    }
}

/// <summary>What a client wants to see.</summary>
/// <param name="Id">The client's own name for it.</param>
/// <param name="ItemId">The item; null for all of the group.</param>
internal sealed record StreamSubscription(string Id, string StreamName, string GroupId, string? ItemId)
{
    private static readonly InputShape s_shape = new(
        "StreamIncomingMessageData", InputField.Required("subscriptionId"), InputField.Required("streamName"), InputField.Required("groupId"), InputField.Optional("id"));

    /// <summary>Reads the data of a join or leave message; null when it is none.</summary>
    public static StreamSubscription? Read(JsonElement? data) => data is { } json && s_shape.Problem(json) is null
        ? new StreamSubscription(json.Text("subscriptionId")!, json.Text("streamName")!, json.Text("groupId")!, json.Text("id"))
        : null;
}
