using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>A worker that speaks the wire by hand, so that the engine is tested without the SDK.</summary>
internal sealed class RawWorker : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();

    public string Id { get; private set; } = "";

    public string Token { get; private set; } = "";

    /// <inheritdoc cref="ConnectAsync(Uri, string?, string?)"/>
    public static Task<RawWorker> ConnectAsync(IIIDevEngine engine, string? name, string? space = null) => ConnectAsync(engine.WorkerUrl, name, space);

    /// <summary>Connects, and names itself unless the name is null.</summary>
    public static async Task<RawWorker> ConnectAsync(Uri url, string? name, string? space = null)
    {
        var worker = new RawWorker();
        await worker._socket.ConnectAsync(url, CancellationToken.None);
        var registered = await worker.NextAsync();
        Assert.Equal("workerregistered", registered.GetProperty("type").GetString());
        worker.Id = registered.GetProperty("worker_id").GetString()!;
        worker.Token = registered.GetProperty("reattach_token").GetString()!;
        if (name is not null)
        {
            var home = space is null ? "" : $$""","namespace":"{{space}}" """;
            await worker.SendAsync($$$"""{"type":"invokefunction","function_id":"engine::workers::register","data":{"name":"{{{name}}}","runtime":"raw","pid":1{{{home}}}},"action":{"type":"void"}}""");
        }

        return worker;
    }

    /// <summary>Registers a function, and returns when the engine knows it.</summary>
    public async Task RegisterAsync(string functionId)
    {
        await SendAsync($$"""{"type":"registerfunction","id":"{{functionId}}"}""");
        await PingAsync();
    }

    /// <summary>Frames of one connection are handled in order: after the answer, all before it is done.</summary>
    public async Task PingAsync()
    {
        await SendAsync("""{"type":"ping"}""");
        Assert.Equal("pong", (await NextAsync()).GetProperty("type").GetString());
    }

    public Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendBinaryAsync(ReadOnlyMemory<byte> message) => _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None).AsTask();

    public async Task<JsonElement> NextAsync()
    {
        var buffer = new byte[1024 * 1024];
        using var limit = new CancellationTokenSource(s_patience);
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return JsonDocument.Parse("""{"type":"closed"}""").RootElement;
            }

            length += received.Count;
            if (received.EndOfMessage)
            {
                return JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone();
            }
        }
    }

    /// <summary>Invokes a function and returns its answer.</summary>
    public async Task<JsonElement> CallAsync(string functionId, string data = "{}", string extra = "")
    {
        await SendAsync($$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"{{functionId}}","data":{{data}}{{extra}}}""");
        return await NextAsync();
    }

    public void Drop() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
