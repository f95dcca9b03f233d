using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>A worker that speaks the wire by hand, so that the engine is tested without the SDK.</summary>
internal sealed class RawWorker : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public string Id { get; private set; } = "";

    public string Token { get; private set; } = "";

    /// <summary>What the engine says that it supports.</summary>
    public IReadOnlyList<string> EngineFeatures { get; private set; } = [];

    /// <inheritdoc cref="ConnectAsync(Uri, string?, string?)"/>
    public static Task<RawWorker> ConnectAsync(IIIDevEngine engine, string? name, string? space = null, string features = "") =>
        ConnectAsync(engine.WorkerUrl, name, space, features);

    /// <summary>Connects, and names itself unless the name is null.</summary>
    public static async Task<RawWorker> ConnectAsync(Uri url, string? name, string? space = null, string features = "", string? first = null)
    {
        var worker = new RawWorker();
        await worker._socket.ConnectAsync(url, CancellationToken.None);
        var registered = await worker.NextAsync();
        Assert.Equal("workerregistered", registered.GetProperty("type").GetString());
        worker.Id = registered.GetProperty("worker_id").GetString()!;
        worker.Token = registered.GetProperty("reattach_token").GetString()!;
        worker.EngineFeatures = registered.TryGetProperty("features", out var list) ? [.. list.EnumerateArray().Select(f => f.GetString()!)] : [];
        if (first is not null)
        {
            await worker.SendAsync(first);
        }

        if (name is not null)
        {
            var home = space is null ? "" : $$""","namespace":"{{space}}" """;
            home += features.Length == 0 ? "" : $$""","features":[{{features}}]""";
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

    /// <summary>Takes the next frame, which must be of this type.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        var frame = await NextAsync();
        Assert.True(frame.GetProperty("type").GetString() == type, $"expected {type}, got {frame}");
        return frame;
    }

    public Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendBinaryAsync(ReadOnlyMemory<byte> message) => _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None).AsTask();

    public async Task<JsonElement> NextAsync()
    {
        var buffer = new byte[1024 * 1024];
        using var limit = new CancellationTokenSource(TestTimeout.Default);
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return JsonDocument.Parse("""{"type":"closed"}""").RootElement;
            }

            length += received.Count;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }

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

    /// <summary>Invokes a function and returns the text of its result; null when it has none.</summary>
    public async Task<string?> ResultAsync(string functionId, string data = "{}")
    {
        var answer = await CallAsync(functionId, data);
        Assert.False(answer.TryGetProperty("error", out var error), error.ToString());
        return answer.TryGetProperty("result", out var result) ? result.GetRawText() : null;
    }

    /// <summary>Invokes a function and returns <c>code: message</c> of its error.</summary>
    public async Task<string> ErrorAsync(string functionId, string data = "{}")
    {
        var error = (await CallAsync(functionId, data)).GetProperty("error");
        return $"{error.GetProperty("code").GetString()}: {error.GetProperty("message").GetString()}";
    }

    /// <summary>Binds a function to a trigger, and returns when the engine has done so.</summary>
    public async Task BindAsync(string id, string type, string functionId, string config, string extra = "")
    {
        await SendAsync($$"""{"type":"registertrigger","id":"{{id}}","trigger_type":"{{type}}","function_id":"{{functionId}}","config":{{config}}{{extra}} }""");
        await PingAsync();
    }

    /// <summary>Binds a function to a trigger that the engine refuses, and returns why.</summary>
    public async Task<string?> RefusedAsync(string id, string type, string functionId, string config)
    {
        await SendAsync($$"""{"type":"registertrigger","id":"{{id}}","trigger_type":"{{type}}","function_id":"{{functionId}}","config":{{config}} }""");
        var refusal = await NextAsync();
        Assert.Equal("triggerregistrationresult", refusal.GetProperty("type").GetString());
        Assert.Equal("trigger_registration_failed", refusal.GetProperty("error").GetProperty("code").GetString());
        return refusal.GetProperty("error").GetProperty("message").GetString();
    }

    /// <summary>Takes the next call, answers it, and returns what it was called with.</summary>
    public async Task<string> ServeAsync(string result = "null", string? error = null)
    {
        var call = await NextAsync();
        await AnswerAsync(call, result, error);
        return call.GetProperty("data").GetRawText();
    }

    /// <summary>Answers a call with a result, or with the error of this code.</summary>
    public Task AnswerAsync(JsonElement call, string result = "null", string? error = null)
    {
        Assert.Equal("invokefunction", call.GetProperty("type").GetString());
        var outcome = error is null ? $"\"result\":{result}" : $"\"error\":{{\"code\":\"{error}\",\"message\":\"as told\"}}";
        return SendAsync($$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id").GetString()}}","function_id":"{{call.GetProperty("function_id").GetString()}}",{{outcome}} }""");
    }

    public void Drop() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
