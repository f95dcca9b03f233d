using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>The end of a channel by hand.</summary>
internal sealed class RawChannelEnd : IDisposable
{
    private RawChannelEnd(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    /// <summary>Opens an end by its reference.</summary>
    public static async Task<RawChannelEnd> OpenAsync(IIIDevEngine engine, JsonElement reference, string? direction = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(Url(engine, reference, direction), CancellationToken.None);
        return new RawChannelEnd(socket);
    }

    public static Uri Url(IIIDevEngine engine, JsonElement reference, string? direction = null) => new(
        $"{engine.WorkerUrl.ToString().TrimEnd('/')}/ws/channels/{reference.GetProperty("channel_id").GetString()}?key={reference.GetProperty("access_key").GetString()}&dir={direction ?? reference.GetProperty("direction").GetString()}");

    public Task SendAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendAsync(byte[] bytes) => Socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);

    public Task CloseAsync() => Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "stream_complete", CancellationToken.None);

    /// <summary>The next item: a text, the bytes as numbers, or null at the end.</summary>
    public async Task<string?> NextAsync()
    {
        var buffer = new byte[1024 * 1024];
        using var limit = new CancellationTokenSource(TestTimeout.Default);
        var length = 0;
        while (true)
        {
            var received = await Socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            length += received.Count;
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            if (received.EndOfMessage)
            {
                return received.MessageType is WebSocketMessageType.Text ? Encoding.UTF8.GetString(buffer, 0, length) : string.Join(',', buffer[..length]);
            }
        }
    }

    /// <summary>All items up to the end.</summary>
    public async Task<List<string>> AllAsync()
    {
        var all = new List<string>();
        while (await NextAsync() is { } item)
        {
            all.Add(item);
        }

        return all;
    }

    public void Dispose() => Socket.Dispose();
}
