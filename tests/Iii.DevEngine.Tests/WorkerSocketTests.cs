using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Iii.Connection.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>The engine's end of a worker's WebSocket, frame by frame.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class WorkerSocketTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private readonly FakeLogCollector _log = new();
    private TestEngine _engine = null!;
    private TcpClient _client = null!;
    private NetworkStream _bytes = null!;
    private MessageReader _reader = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync(options => options with
        {
            Limits = new EngineLimits { WaitingRegistrationBytes = 1_000 },
            LoggerFactory = new LoggerFactory([new FakeLoggerProvider(_log)], new LoggerFilterOptions { MinLevel = LogLevel.Warning }),
        });
        _client = new TcpClient();
        await _client.ConnectAsync(_engine.Engine.WorkerUrl.Host, _engine.Engine.WorkerUrl.Port);
        _bytes = _client.GetStream();
        await _bytes.WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8.ToArray());
        Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", await HeadAsync(), StringComparison.Ordinal);
        _reader = new MessageReader(_bytes, 64 * Mebibyte, TimeProvider.System);
        Assert.StartsWith("""{"type":"workerregistered",""", await NextTextAsync(), StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_own_payload()
    {
        await SendAsync(Opcode.Ping, "are you there"u8);
        var pong = await NextAsync();
        Assert.Equal((Opcode.Pong, "are you there"), (pong.Opcode, Encoding.UTF8.GetString(pong.Payload.Span)));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x0F, 0xA0, (byte)'b', (byte)'y', (byte)'e' })]
    public async Task A_good_bye_is_answered_with_its_own_code(byte[] payload)
    {
        await SendAsync(Opcode.Close, payload);
        var close = await NextAsync();
        Assert.Equal(Opcode.Close, close.Opcode);
        Assert.Equal(payload, close.Payload.ToArray());
        await EndsAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0x03 }, 1002)]
    [InlineData(new byte[] { 0x03, 0xED }, 1002)]
    [InlineData(new byte[] { 0x03, 0xF7 }, 1002)]
    [InlineData(new byte[] { 0x00, 0x00 }, 1002)]
    [InlineData(new byte[] { 0x03, 0xE8, 0xFF }, 1007)]
    public async Task A_good_bye_that_breaks_the_rules_is_told_so(byte[] payload, int code)
    {
        await SendAsync(Opcode.Close, payload);
        var close = await NextAsync();
        Assert.Equal((Opcode.Close, code), (close.Opcode, BinaryPrimitives.ReadUInt16BigEndian(close.Payload.Span)));
        Assert.Equal("Protocol violation", Encoding.UTF8.GetString(close.Payload.Span[2..]));
        await EndsAsync();
    }

    [Fact]
    public async Task What_has_come_already_is_not_handled_any_more_when_a_worker_was_cut_off()
    {
        var owner = await _engine.WorkerAsync("owner", "m::f");
        var frames = new MemoryStream();
        for (var i = 0; i < 5; i++)
        {
            frames.Write(Frame(Opcode.Text, Encoding.UTF8.GetBytes($$"""{"type":"registerfunction","id":"m::g{{i}}"}"""), isFinal: true));
        }

        frames.Write(Frame(Opcode.Text, """{"type":"invokefunction","function_id":"m::f","data":1,"action":{"type":"void"}}"""u8, isFinal: true));
        await IsCutOffAsync(frames.ToArray(), "it registers more than can wait until it calls engine::workers::register");
        await owner.PingAsync();
    }

    [Fact]
    public async Task A_frame_that_is_skipped_is_told_in_the_log_and_its_payload_is_not()
    {
        await SendAsync(Opcode.Text, """{"type":"invokefunction","function_id":"engine::workers::register","data":{"name":"w"},"action":{"type":"void"}}"""u8);
        await SendAsync(Opcode.Text, """{"type":"registerfunction","id":"m::secret","description":["secret"]}"""u8);
        await SendAsync(Opcode.Text, """{"type":"invokefunction","function_id":"m::f","data":"secret","namespace":5}"""u8);
        await SendAsync(Opcode.Text, """{"type":"invokefunction","data":"secret"""u8);
        await SendAsync(Opcode.Text, """{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"engine::functions::list","data":{"worker":"w"}}"""u8);
        Assert.Contains("\"result\":{\"functions\":[]", await NextTextAsync(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "A frame of type registerfunction (69 bytes) was skipped: 'description' is of the wrong type.",
                "A frame of type invokefunction (76 bytes) was skipped: 'namespace' is not a text.",
                "A message of 39 bytes is not JSON and was skipped.",
            ],
            _log.GetSnapshot().Select(r => r.Message));
    }

    [Fact]
    public async Task The_engines_own_good_bye_has_no_code()
    {
        await (await _engine.WorkerAsync("taken")).PingAsync();
        await SendAsync(Opcode.Text, """{"type":"invokefunction","function_id":"engine::workers::register","data":{"name":"taken"},"action":{"type":"void"}}"""u8);
        Assert.Contains("WORKER_NAMESPACE_CONFLICT", await NextTextAsync(), StringComparison.Ordinal);
        var close = await NextAsync();
        Assert.Equal((Opcode.Close, 0), (close.Opcode, close.Payload.Length));
    }

    [Fact]
    public async Task A_message_in_parts_is_one_message()
    {
        await SendAsync(Opcode.Text, """{"type":"""u8, isFinal: false);
        await SendAsync(Opcode.Ping, "between"u8);
        await SendAsync(Opcode.Continuation, "\"ping\""u8, isFinal: false);
        await SendAsync(Opcode.Continuation, "}"u8);
        Assert.Equal(Opcode.Pong, (await NextAsync()).Opcode);
        Assert.Equal("""{"type":"pong"}""", await NextTextAsync());
    }

    [Fact]
    public async Task Every_message_of_one_write_is_answered_in_order()
    {
        var frames = new MemoryStream();
        for (var i = 0; i < 1_000; i++)
        {
            frames.Write(Frame(Opcode.Text, Encoding.UTF8.GetBytes($$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"m::none{{i}}","data":{} }"""), isFinal: true));
        }

        await _bytes.WriteAsync(frames.ToArray());
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Contains($"m::none{i}\"", await NextTextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_message_may_be_large_but_none_of_its_frames_larger_than_the_real_engine_takes()
    {
        var part = new byte[16 * Mebibyte];
        part.AsSpan().Fill((byte)' ');
        await SendAsync(Opcode.Text, part, isFinal: false);
        await SendAsync(Opcode.Continuation, part, isFinal: false);
        await SendAsync(Opcode.Continuation, """{"type":"ping"}"""u8);
        Assert.Equal("""{"type":"pong"}""", await NextTextAsync());

        await IsCutOffAsync(Head(Opcode.Text, part.Length + 1), "a frame has more than 16,777,216 bytes");
    }

    [Fact]
    public async Task A_message_that_is_too_large_in_all_its_parts_ends_the_connection()
    {
        var part = new byte[16 * Mebibyte];
        part.AsSpan().Fill((byte)' ');
        await SendAsync(Opcode.Text, part, isFinal: false);
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(Opcode.Continuation, part, isFinal: false);
        }

        await IsCutOffAsync(Head(Opcode.Continuation, 1), "a message has more than 67,108,864 bytes (options.MaxMessageBytes)");
    }

    [Fact]
    public Task A_frame_that_is_not_masked_ends_the_connection() => IsCutOffAsync(WireFrame.Of(Opcode.Text, """{"type":"ping"}"""u8), "a client's frame is not masked");

    [Fact]
    public Task Text_that_is_no_text_ends_the_connection() => IsCutOffAsync(Frame(Opcode.Text, [0xFF], isFinal: true), "a text message is not valid UTF-8");

    private async Task IsCutOffAsync(byte[] frame, string rule)
    {
        await _bytes.WriteAsync(frame);
        await EndsAsync();
        Assert.EndsWith($"was cut off: {rule}. It may connect again.", Assert.Single(_log.GetSnapshot()).Message, StringComparison.Ordinal);
    }

    private async Task EndsAsync() =>
        Assert.True(await Record.ExceptionAsync(async () => await NextAsync()) is IOException);

    private Task SendAsync(Opcode opcode, ReadOnlySpan<byte> payload, bool isFinal = true) => _bytes.WriteAsync(Frame(opcode, payload, isFinal)).AsTask();

    private static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload, bool isFinal)
    {
        var masked = new byte[payload.Length];
        FrameMask.Apply(payload, 0x12345678, masked);
        return [.. Head(opcode, payload.Length, isFinal), .. masked];
    }

    private static byte[] Head(Opcode opcode, int length, bool isFinal = true)
    {
        var head = new byte[FrameHeader.MaxSize];
        return head[..FrameHeader.Write(head, opcode, isFinal, length, 0x12345678)];
    }

    private async Task<string> HeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _bytes.ReadExactlyAsync(one).AsTask().WaitAsync(TestTimeout.Default);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private Task<ReceivedMessage> NextAsync() => _reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);

    private async Task<string> NextTextAsync()
    {
        var message = await NextAsync();
        Assert.Equal(Opcode.Text, message.Opcode);
        return Encoding.UTF8.GetString(message.Payload.Span);
    }
}
