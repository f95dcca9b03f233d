using System.Net.Sockets;
using System.Text;
using Iii.Connection.WebSockets;

namespace Iii.Tests;

/// <summary>How long messages go over the wire, in both directions. The numbers are those of the design's scenarios 19.3 and 19.4.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class FragmentTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private NetworkStream _engine = null!;
    private LoopbackSession _peer = null!;
    private WebSocketSession _session = null!;
    private TcpClient _client = null!;

    public async Task InitializeAsync()
    {
        (var stream, _engine) = await SocketPair.ConnectAsync();
        _session = new WebSocketSession(stream, stream, new IIIWorkerOptions());
        _client = new TcpClient { Client = _engine.Socket };
        _peer = new LoopbackSession(_client, "");
    }

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        _client.Dispose();
        await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData((16 * Mebibyte) - 1, 1)]
    [InlineData(16 * Mebibyte, 1)]
    [InlineData((16 * Mebibyte) + 1, 17)]
    [InlineData(64 * Mebibyte, 64)]
    public async Task S1_S15_Message_longerThanSixteenMebibytes_goesInFramesOfOne(int length, int frames)
    {
        var message = Message(length);
        _session.Write(message);
        _session.Flush();
        var joined = new byte[length];
        var position = 0;
        for (var i = 0; i < frames; i++)
        {
            var (isFinal, opcode, payload) = await _peer.NextFrameAsync();
            Assert.Equal((i == frames - 1, i is 0 ? Opcode.Text : Opcode.Continuation), (isFinal, opcode));
            Assert.Equal(frames is 1 ? length : Math.Min(Mebibyte, length - position), payload.Length);
            payload.CopyTo(joined, position);
            position += payload.Length;
        }

        Assert.True(joined.AsSpan().SequenceEqual(message));
    }

    [Fact]
    public async Task S11_LongMessages_ofSeveralCallers_areWholeAndPingsPassThem()
    {
        var receiving = _session.ReceiveAsync().AsTask();
        var messages = Enumerable.Range(0, 3).Select(i => Message((16 * Mebibyte) + 1, (byte)('a' + i))).ToArray();
        await Task.WhenAll(messages.Select(m => Task.Run(() =>
        {
            _session.Write(m);
            _session.Flush();
        })));
        await _peer.SendAsync(Opcode.Ping, "beat"u8.ToArray());
        var seen = new List<byte>();
        var pongAt = -1;
        for (var frames = 0; frames < 3 * 17 || pongAt < 0;)
        {
            var (isFinal, opcode, payload) = await _peer.NextFrameAsync();
            if (opcode is Opcode.Pong)
            {
                Assert.Equal("beat"u8.ToArray(), payload);
                pongAt = frames;
                continue;
            }

            Assert.Equal(frames % 17 is 0 ? Opcode.Text : Opcode.Continuation, opcode);
            Assert.Equal(frames % 17 is 16, isFinal);
            if (opcode is Opcode.Text)
            {
                seen.Add(payload[0]);
            }

            Assert.True(payload.AsSpan().IndexOfAnyExcept(seen[^1]) < 0);
            frames++;
        }

        // It did not wait for all that was gathered before it.
        Assert.InRange(pongAt, 0, (3 * 17) - 1);
        Assert.Equal("abc"u8.ToArray(), seen.Order());
        _session.Write("small"u8.ToArray());
        _session.Flush();
        Assert.Equal("small"u8.ToArray(), await _peer.NextMessageAsync());
        Assert.False(receiving.IsCompleted);
    }

    [Fact]
    public async Task S12_S13_LongMessage_peerDoesNotRead_isCompletedWhenItDoes()
    {
        var message = Message(40 * Mebibyte);
        _session.Write(message);
        _session.Flush();
        var sent = _session.SentAsync();
        Assert.True(_session.IsFull);
        Assert.False(sent.IsCompleted);
        Assert.True((await _peer.NextMessageAsync()).AsSpan().SequenceEqual(message));
        Assert.True(await sent.WaitAsync(TestTimeout.Long));
        await _session.WaitForRoomAsync().WaitAsync(TestTimeout.Long);
        Assert.False(_session.IsFull);
    }

    [Fact]
    public async Task Sent_connectionIsLost_saysSo()
    {
        _session.Write(Message(40 * Mebibyte));
        _session.Flush();
        var sent = _session.SentAsync();
        _peer.Reset();
        Assert.False(await sent.WaitAsync(TestTimeout.Long));
        Assert.False(await _session.SentAsync());
    }

    [Theory]
    [InlineData((16 * Mebibyte) + 1)]
    [InlineData(64 * Mebibyte)]
    public async Task R1_Message_inOneFrame_isTaken(int length)
    {
        var message = Message(length);
        var sending = _peer.SendAsync(Opcode.Text, message);
        Assert.True((await ReceiveAsync()).Span.SequenceEqual(message));
        await sending;
        await _peer.SendAsync("small");
        Assert.Equal("small"u8.ToArray(), (await ReceiveAsync()).ToArray());
    }

    [Fact]
    public async Task R3_Message_inFramesThatCutCharacters_isTakenAndAPingBetweenThemAnswered()
    {
        var message = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("中", (40 * Mebibyte / 3) + 1)));
        var sending = Task.Run(async () =>
        {
            for (var position = 0; position < message.Length; position += Mebibyte)
            {
                var part = message.AsMemory(position, Math.Min(Mebibyte, message.Length - position));
                await _peer.SendAsync(position is 0 ? Opcode.Text : Opcode.Continuation, part, position + part.Length == message.Length);
                if (position is Mebibyte)
                {
                    await _peer.SendAsync(Opcode.Ping, "beat"u8.ToArray());
                }
            }
        });
        Assert.True((await ReceiveAsync()).Span.SequenceEqual(message));
        await sending;
        Assert.Equal(Opcode.Pong, (await _peer.NextFrameAsync()).Opcode);
    }

    [Fact]
    public async Task Message_longerThanTheLimitInParts_endsTheConnection()
    {
        var receiving = _session.ReceiveAsync().AsTask();
        var part = Message(Mebibyte);
        try
        {
            for (var i = 0; i < 65; i++)
            {
                await _peer.SendAsync(i is 0 ? Opcode.Text : Opcode.Continuation, part, isFinal: false);
            }
        }
        catch (IOException)
        {
            // The other end was faster.
        }

        Assert.Null(await receiving.WaitAsync(TestTimeout.Long));
        Assert.StartsWith("a message has more than 67,108,864 bytes", _session.EndReason, StringComparison.Ordinal);
    }

    private static byte[] Message(int length, byte fill = (byte)'x')
    {
        var message = new byte[length];
        message.AsSpan().Fill(fill);
        return message;
    }

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync() => (await _session.ReceiveAsync().AsTask().WaitAsync(TestTimeout.Long))!.Value;
}
