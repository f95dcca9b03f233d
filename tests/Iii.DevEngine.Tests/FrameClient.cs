using System.Buffers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Iii.Connection.WebSockets;

namespace Iii.DevEngine.Tests;

/// <summary>Represents a WebSocket client that sends and sees single frames, and the head of the response to its upgrade.</summary>
internal sealed class FrameClient : IDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private readonly TcpClient _client = new();
    private readonly ArrayBufferWriter<byte> _received = new();
    private int _consumed;

    /// <summary>Gets the head of the response to the upgrade.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Sends a request for an upgrade and reads the head of its response.</summary>
    public static async Task<FrameClient> OpenAsync(Uri url, string target = "/", string upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n")
    {
        var client = new FrameClient();
        await client._client.ConnectAsync(url.Host, url.Port);
        await client.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\n{upgrade}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        while (client.Unread.IndexOf("\r\n\r\n"u8) < 0)
        {
            await client.ReadAsync();
        }

        var length = client.Unread.IndexOf("\r\n\r\n"u8) + 4;
        client.Head = Encoding.ASCII.GetString(client.Unread[..length]);
        client._consumed += length;
        return client;
    }

    /// <summary>Connects a worker that registers itself with these fields, and functions.</summary>
    public static async Task<FrameClient> WorkerAsync(IIIDevEngine engine, string fields, params string[] functions)
    {
        var client = await OpenAsync(engine.WorkerUrl);
        await client.NextJsonAsync("workerregistered");
        await client.SendAsync($$$"""{"type":"invokefunction","function_id":"engine::workers::register","data":{"pid":1,{{{fields}}}},"action":{"type":"void"}}""");
        foreach (var function in functions)
        {
            await client.SendAsync($$"""{"type":"registerfunction","id":"{{function}}"}""");
        }

        await client.PingAsync();
        return client;
    }

    /// <summary>Waits until the engine has handled everything that was sent before, and sent nothing but the answer.</summary>
    public async Task PingAsync()
    {
        await SendAsync("""{"type":"ping"}""");
        await NextJsonAsync("pong");
    }

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message));

    /// <summary>Sends a text message in frames of this size; a ping goes between the first two of them if asked for.</summary>
    public async Task SendAsync(byte[] message, int frameBytes = Mebibyte, bool withPing = false)
    {
        for (var position = 0; position < message.Length; position += frameBytes)
        {
            var end = Math.Min(position + frameBytes, message.Length);
            await SendFrameAsync(position == 0 ? Opcode.Text : Opcode.Continuation, message.AsMemory(position..end), end == message.Length);
            if (withPing && position == 0)
            {
                await SendFrameAsync(Opcode.Ping, "between"u8.ToArray());
            }
        }
    }

    public async Task SendFrameAsync(Opcode opcode, ReadOnlyMemory<byte> payload, bool isFinal = true)
    {
        var frame = new byte[FrameHeader.MaxSize + payload.Length];
        var head = FrameHeader.Write(frame, opcode, isFinal, payload.Length, 0x12345678);
        FrameMask.Apply(payload.Span, 0x12345678, frame.AsSpan(head, payload.Length));
        await WriteAsync(frame.AsMemory(0, head + payload.Length));
    }

    /// <summary>Reads the next frame as it came.</summary>
    public async Task<(Opcode Opcode, bool IsFinal, byte[] Payload)> NextFrameAsync()
    {
        FrameHeader header;
        while (!FrameHeader.TryRead(Unread, WebSocketRole.Server, out header) || Unread.Length < header.Size + header.PayloadLength)
        {
            await ReadAsync();
        }

        var payload = Unread.Slice(header.Size, (int)header.PayloadLength).ToArray();
        _consumed += header.Size + payload.Length;
        if (_consumed == _received.WrittenCount)
        {
            _received.ResetWrittenCount();
            _consumed = 0;
        }

        return (header.Opcode, header.IsFinal, payload);
    }

    /// <summary>Reads the next text message, and the sizes of its frames; pongs between them are skipped.</summary>
    public async Task<(byte[] Message, List<int> Frames)> NextMessageAsync()
    {
        var message = new MemoryStream();
        var frames = new List<int>();
        while (true)
        {
            var (opcode, isFinal, payload) = await NextFrameAsync();
            if (opcode is Opcode.Pong)
            {
                continue;
            }

            Assert.Equal(frames.Count == 0 ? Opcode.Text : Opcode.Continuation, opcode);
            message.Write(payload);
            frames.Add(payload.Length);
            if (isFinal)
            {
                return (message.ToArray(), frames);
            }
        }
    }

    /// <summary>Reads the next message, which must be of this type.</summary>
    public async Task<JsonElement> NextJsonAsync(string type)
    {
        var (message, _) = await NextMessageAsync();
        var json = JsonDocument.Parse(message).RootElement;
        Assert.True(json.GetProperty("type").GetString() == type, $"Expected {type}: {Encoding.UTF8.GetString(message.AsSpan(0, Math.Min(message.Length, 300)))}");
        return json;
    }

    /// <summary>Answers a call with its own data.</summary>
    public Task EchoAsync(JsonElement call) =>
        SendAsync($$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id").GetString()}}","function_id":"{{call.GetProperty("function_id").GetString()}}","result":{{call.GetProperty("data").GetRawText()}}}""");

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
    }

    public void Dispose() => _client.Dispose();

    private ReadOnlySpan<byte> Unread => _received.WrittenSpan[_consumed..];

    private Task WriteAsync(ReadOnlyMemory<byte> bytes) => _client.GetStream().WriteAsync(bytes).AsTask().WaitAsync(TestTimeout.Long);

    private async Task ReadAsync()
    {
        var count = await _client.GetStream().ReadAsync(_received.GetMemory(Mebibyte)).AsTask().WaitAsync(TestTimeout.Long);
        _received.Advance(count);
        if (count == 0)
        {
            throw new EndOfStreamException("The engine has ended the connection.");
        }
    }
}
