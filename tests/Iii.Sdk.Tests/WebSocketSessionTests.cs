using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Iii.Connection.WebSockets;

namespace Iii.Tests;

/// <summary>The rules of RFC 6455, over a real socket: what comes in as bytes, in whatever pieces, and what goes out.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class WebSocketSessionTests : IAsyncLifetime
{
    private NetworkStream _engine = null!;
    private WebSocketSession _session = null!;

    public async Task InitializeAsync()
    {
        (var stream, _engine) = await SocketPair.ConnectAsync();
        _session = new WebSocketSession(stream, stream, new IIIWorkerOptions { MaxMessageBytes = 200_000 });
    }

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task A_frame_that_comes_byte_by_byte_is_one_message()
    {
        var receiving = ReceiveTextAsync();
        foreach (var b in Frame(0x81, "half a frame"))
        {
            await _engine.WriteAsync(new[] { b });
        }

        Assert.Equal("half a frame", await receiving);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task Messages_of_every_length_go_both_ways(int length)
    {
        var text = new string('x', length);
        var sending = _engine.WriteAsync(Frame(0x81, text)).AsTask();
        Assert.Equal(text, await ReceiveTextAsync());
        await sending;

        _session.Write(Encoding.UTF8.GetBytes(text));
        _session.Flush();
        Assert.Equal((0x81, text), await NextFrameAsync());
    }

    [Fact]
    public async Task Many_frames_in_one_packet_are_many_messages()
    {
        await _engine.WriteAsync((byte[])[.. Frame(0x81, "one"), .. Frame(0x81, "two"), .. Frame(0x81, "three")]);
        Assert.Equal("one", await ReceiveTextAsync());
        Assert.Equal("two", await ReceiveTextAsync());
        Assert.Equal("three", await ReceiveTextAsync());
    }

    [Fact]
    public async Task A_message_in_parts_is_put_together_and_a_ping_between_them_is_answered()
    {
        await _engine.WriteAsync((byte[])[.. Frame(0x01, "a"), .. Frame(0x89, "beat"), .. Frame(0x00, "b"), .. Frame(0x80, "c"), .. Frame(0x81, "next")]);
        Assert.Equal("abc", await ReceiveTextAsync());
        Assert.Equal("next", await ReceiveTextAsync());
        Assert.Equal((0x8A, "beat"), await NextFrameAsync());
    }

    [Theory]
    [InlineData("C1 00", CloseCode.ProtocolError)] // a reserved bit
    [InlineData("81 80 00 00 00 00", CloseCode.ProtocolError)] // masked
    [InlineData("83 00", CloseCode.ProtocolError)] // an opcode that is not defined
    [InlineData("80 00", CloseCode.ProtocolError)] // no beginning
    [InlineData("01 00 81 00", CloseCode.ProtocolError)] // a message inside another
    [InlineData("09 00", CloseCode.ProtocolError)] // a ping in parts
    [InlineData("89 7E 00 7E", CloseCode.ProtocolError)] // a long ping
    [InlineData("88 01 03", CloseCode.ProtocolError)] // half a close code
    [InlineData("88 02 03 ED", CloseCode.ProtocolError)] // a close code that is not for the wire
    [InlineData("81 7F FF 00 00 00 00 00 00 00", CloseCode.ProtocolError)] // a negative length
    [InlineData("81 02 C3 28", CloseCode.InvalidText)]
    [InlineData("81 7F 00 00 00 00 7F FF FF FF", CloseCode.TooLarge)]
    public async Task What_breaks_a_rule_ends_the_connection_with_its_code(string bytes, int code)
    {
        await _engine.WriteAsync(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Null(await _session.ReceiveAsync());
        Assert.NotNull(_session.EndReason);
        Assert.Equal(code, await NextCloseAsync());
    }

    [Fact]
    public async Task A_close_is_answered_and_its_reason_kept()
    {
        await _engine.WriteAsync(Frame(0x88, "\u0003\u00e9bye", Encoding.Latin1));
        Assert.Null(await _session.ReceiveAsync());
        Assert.Contains("1001, bye", _session.EndReason, StringComparison.Ordinal);
        Assert.Equal(1001, await NextCloseAsync());
    }

    [Fact]
    public async Task An_engine_that_dies_in_the_middle_of_a_frame_ends_the_session()
    {
        await _engine.WriteAsync(new byte[] { 0x81, 0x05, (byte)'x' });
        await _engine.DisposeAsync();
        Assert.Null(await _session.ReceiveAsync());
        Assert.Contains("in the middle of a frame", _session.EndReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_sends_what_was_gathered_first_and_waits_for_the_answer()
    {
        _session.Write("last"u8.ToArray());
        var receiving = _session.ReceiveAsync().AsTask();
        var closing = _session.CloseAsync(CancellationToken.None);
        Assert.Equal((0x81, "last"), await NextFrameAsync());
        Assert.Equal(CloseCode.Normal, await NextCloseAsync());
        Assert.False(closing.IsCompleted);
        await _engine.WriteAsync(new byte[] { 0x88, 0x00 });
        await closing.WaitAsync(TestTimeout.Default);
        Assert.Null(await receiving.WaitAsync(TestTimeout.Default));
    }

    [Fact]
    public async Task A_frame_of_100_megabytes_is_more_than_is_taken_unless_it_is_allowed()
    {
        (var stream, var engine) = await SocketPair.ConnectAsync();
        await using var peer = engine;
        await using var session = new WebSocketSession(stream, stream, new IIIWorkerOptions());
        var receiving = session.ReceiveAsync().AsTask();
        await engine.WriteAsync(new byte[] { 0x81, 0x7F, 0, 0, 0, 0, 0x05, 0xF5, 0xE1, 0x00 });
        Assert.Null(await receiving.WaitAsync(TestTimeout.Default));
        Assert.StartsWith("a message has more than 67,108,864 bytes (options.MaxMessageBytes)", session.EndReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_large_message_in_parts_needed_is_let_go()
    {
        var half = new string('x', 100_000);
        await _engine.WriteAsync((byte[])[.. Frame(0x01, half), .. Frame(0x80, half), .. Frame(0x81, "small")]);
        var large = await BytesAsync(200_000);
        Assert.Equal("small", await ReceiveTextAsync());
        GC.Collect();
        Assert.False(large.TryGetTarget(out _));

        [MethodImpl(MethodImplOptions.NoInlining)]
        async Task<WeakReference<byte[]>> BytesAsync(int length)
        {
            var message = await _session.ReceiveAsync().AsTask().WaitAsync(TestTimeout.Default);
            Assert.Equal(length, message!.Value.Length);
            Assert.True(MemoryMarshal.TryGetArray(message.Value, out var bytes));
            return new WeakReference<byte[]>(bytes.Array!);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(31)]
    [InlineData(100)]
    public void A_mask_is_undone_by_itself(int length)
    {
        var payload = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var masked = new byte[length];
        FrameMask.Apply(payload, 0x04030201, masked);
        Assert.Equal(payload.Select((b, i) => (byte)(b ^ (i % 4 + 1))), masked);
    }

    private async Task<string> ReceiveTextAsync()
    {
        var message = await _session.ReceiveAsync().AsTask().WaitAsync(TestTimeout.Default);
        return Encoding.UTF8.GetString(message!.Value.Span);
    }

    private async Task<int> NextCloseAsync()
    {
        var (first, payload) = await NextFrameAsync(Encoding.Latin1);
        Assert.Equal(0x88, first);
        return (payload[0] << 8) | payload[1];
    }

    private async Task<(int First, string Payload)> NextFrameAsync(Encoding? encoding = null)
    {
        using var limit = new CancellationTokenSource(TestTimeout.Default);
        var head = await ReadAsync(2, limit.Token);
        Assert.True((head[1] & 0x80) != 0, "A client's frame is masked.");
        var length = (head[1] & 0x7F) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2, limit.Token)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8, limit.Token)),
            var small => small,
        };
        var key = await ReadAsync(4, limit.Token);
        var payload = await ReadAsync(length, limit.Token);
        return (head[0], (encoding ?? Encoding.UTF8).GetString([.. payload.Select((b, i) => (byte)(b ^ key[i % 4]))]));
    }

    private async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await _engine.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static byte[] Frame(byte first, string text, Encoding? encoding = null)
    {
        var payload = (encoding ?? Encoding.UTF8).GetBytes(text);
        byte[] head = payload.Length switch
        {
            < 126 => [first, (byte)payload.Length],
            <= ushort.MaxValue => [first, 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [first, 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        return [.. head, .. payload];
    }
}
