using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Iii.Connection.WebSockets;

namespace Iii.Tests;

/// <summary>One connection of a worker to a <see cref="LoopbackEngine"/>: what it asked, the frames that it sends, and frames to it.</summary>
internal sealed class LoopbackSession(TcpClient client, string request) : IDisposable
{
    private readonly NetworkStream _bytes = client.GetStream();

    /// <summary>The request of the upgrade.</summary>
    public string Request => request;

    public string? Header(string name) => Headers(name).SingleOrDefault();

    public string[] Headers(string name) =>
        [.. request.Split("\r\n").Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim())];

    /// <summary>The next frame, unmasked. Its limit is for a loaded machine and a frame of 16 MiB.</summary>
    public async Task<(bool IsFinal, Opcode Opcode, byte[] Payload)> NextFrameAsync()
    {
        using var limit = new CancellationTokenSource(TestTimeout.Long);
        var head = await ReadAsync(2, limit.Token);
        var length = (head[1] & 0x7F) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2, limit.Token)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8, limit.Token)),
            var small => small,
        };
        var key = BinaryPrimitives.ReadUInt32LittleEndian(await ReadAsync(4, limit.Token));
        var payload = await ReadAsync(length, limit.Token);
        FrameMask.Apply(payload, key, payload);
        return ((head[0] & 0x80) != 0, (Opcode)(head[0] & 0x0F), payload);
    }

    /// <summary>The next message, put together; control frames that stand between are passed over.</summary>
    public async Task<byte[]> NextMessageAsync()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var (isFinal, opcode, payload) = await NextFrameAsync();
            if (opcode is Opcode.Close)
            {
                throw new EndOfStreamException("The worker closed the connection.");
            }

            if (opcode is Opcode.Ping or Opcode.Pong)
            {
                continue;
            }

            message.Write(payload);
            if (isFinal)
            {
                return message.ToArray();
            }
        }
    }

    /// <summary>The next frame of the protocol with a type; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        while (true)
        {
            var frame = JsonDocument.Parse(await NextMessageAsync()).RootElement;
            if (frame.GetProperty("type").GetString() == type)
            {
                return frame;
            }
        }
    }

    /// <summary>The next call of a function; others are passed over.</summary>
    public async Task<JsonElement> NextCallAsync(string functionId)
    {
        while (true)
        {
            var frame = await NextAsync("invokefunction");
            if (frame.GetProperty("function_id").GetString() == functionId)
            {
                return frame;
            }
        }
    }

    /// <summary>Waits for the Close frame; what comes before is passed over.</summary>
    /// <returns>Its code; null when it has none.</returns>
    public async Task<int?> NextCloseAsync()
    {
        while (true)
        {
            var (_, opcode, payload) = await NextFrameAsync();
            if (opcode is Opcode.Close)
            {
                return payload.Length < 2 ? null : BinaryPrimitives.ReadUInt16BigEndian(payload);
            }
        }
    }

    public Task SendAsync(string text) => SendAsync(Opcode.Text, Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(Opcode opcode, ReadOnlyMemory<byte> payload, bool isFinal = true)
    {
        var head = new byte[FrameHeader.MaxSize];
        var size = FrameHeader.Write(head, opcode, isFinal, payload.Length);
        await _bytes.WriteAsync(head.AsMemory(0, size));
        await _bytes.WriteAsync(payload);
    }

    public Task CallAsync(int number, string functionId, string payload = "{}") =>
        SendAsync($$"""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-{{number:d12}}","function_id":"{{functionId}}","data":{{payload}}}""");

    public Task CloseAsync(int? code, string reason = "") =>
        SendAsync(Opcode.Close, code is { } given ? (byte[])[(byte)(given >> 8), (byte)given, .. Encoding.UTF8.GetBytes(reason)] : []);

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }

    public void Dispose() => client.Dispose();

    private async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await _bytes.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
