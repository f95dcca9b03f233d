using System.Globalization;
using System.Text;
using System.Text.Json;
using Iii.Connection.WebSockets;
using Iii.Generated;
using Iii.Invocation;
using Iii.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>What is too large to be sent, and what that leaves alone. The numbers are those of the design's scenarios 19.3.</summary>
public sealed class MessageSizeTests : IAsyncLifetime
{
    // {"type":"invokefunction","function_id":"size::echo","data":"…","action":{"type":"void"}}
    private const int Envelope = 87;
    private const int Max = MessageSize.Max;

    private readonly FakeEngine _engine = new();
    private readonly IIIWorker _worker;

    public MessageSizeTests()
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Name = "size";
            options.Transport = _engine;
            options.DrainTimeout = TimeSpan.Zero;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _worker.RegisterRawFunction("size::text", (payload, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(Text(int.Parse(Encoding.UTF8.GetString(payload.Span), CultureInfo.InvariantCulture))));
        _worker.RegisterRawFunction("size::fails", (payload, _) => throw new IIIException("no", new string('x', int.Parse(Encoding.UTF8.GetString(payload.Span), CultureInfo.InvariantCulture))));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task S2_Call_aboveTheLimit_failsAtOnceAndNothingIsSent()
    {
        var session = await ConnectAsync();
        await _worker.SendRawAsync("size::echo", Text(Max - Envelope));
        await session.NextAsync("invokefunction");
        foreach (var call in new Func<Task>[]
        {
            () => _worker.SendRawAsync("size::echo", Text(Max - Envelope + 1)),
            () => _worker.CallRawAsync("size::echo", Text(Max)),
            () => _worker.EnqueueAsync("q", "size::echo", new string('x', Max)),
        })
        {
            var error = await Assert.ThrowsAsync<IIIInvocationException>(() => call().WaitAsync(TestTimeout.Default));
            Assert.Equal((IIIErrorCodes.PayloadTooLarge, "size::echo"), (error.Code, error.FunctionId));
            Assert.Matches("^This message is 6710[0-9]{4} bytes of JSON; at most 67108864 bytes can be sent\\.", error.Message);
        }

        session.Send("""{"type":"ping"}""");
        Assert.Equal("pong", (await session.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task S2_S7_Call_aboveTheLimit_leavesNothingPendingAndNothingQueued()
    {
        var options = new IIIWorkerOptions();
        using var pending = new PendingCalls(TimeProvider.System);
        var outbox = new Outbox(10);
        var calls = new OutgoingCalls(options, null, pending, outbox, new IIIEngineInfo(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
        await Assert.ThrowsAsync<IIIInvocationException>(() => calls.CallAsync("f", Max, Write, null, CancellationToken.None));
        await Assert.ThrowsAsync<IIIInvocationException>(() => calls.SendAsync("f", Max, Write, null, CancellationToken.None));
        var replies = calls.CallManyAsync("f", [Max, 1], Write, null, CancellationToken.None);
        Assert.Equal(1, pending.Count);
        var session = new FakeSession();
        outbox.Connected(session);
        var frame = await session.NextAsync("invokefunction");
        Assert.Equal("x", frame.GetProperty("data").GetString());
        Assert.Equal(0, session.UnseenCount);
        pending.FailAll("no", "no", new IOException());
        var ended = await replies.WaitAsync(TestTimeout.Default);
        Assert.Equal([IIIErrorCodes.PayloadTooLarge, "no"], ended.Select(r => Assert.IsType<IIIInvocationException>(r.Exception!.InnerException).Code));

        static void Write(JsonOutput output, int length) => output.WriteString(new string('x', length));
    }

    [Theory]
    [InlineData("Ação é ótima, naïve café", 125)]
    [InlineData("中文字符テスト한국어", 125)]
    [InlineData("😀🎉👍🏽", 111)]
    [InlineData("é😀中\n\"\\\u0001\u2028\u007f", 120)]
    public void S3_Envelope_textIsNotAscii_countsItsUtf8Bytes(string text, int bytes)
    {
        using var payload = new JsonOutput();
        payload.BeginObject();
        payload.WriteName("\"text\":"u8);
        payload.WriteString(text);
        payload.WriteName("\"list\":"u8);
        payload.WriteRaw("[1,2]"u8);
        payload.EndObject();
        payload.Shorten(0);
        Assert.Equal(bytes, """{"type":"invokefunction","invocation_id":"i","function_id":"f","data":}"""u8.Length + payload.Length);
        Assert.Equal(text, JsonDocument.Parse(payload.WrittenMemory).RootElement.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\"plain\"", "\"plain\"")]
    [InlineData("\"a\\u00e9b\"", "\"aéb\"")]
    [InlineData("\"\\uD83D\\uDE00\\ud83d\\ude00\"", "\"😀😀\"")]
    [InlineData("\"\\ud83d\"", "\"\\ud83d\"")]
    [InlineData("\"\\ude00\\ud83dx\"", "\"\\ude00\\ud83dx\"")]
    [InlineData("\"\\\\u00e9\"", "\"\\\\u00e9\"")]
    [InlineData("\"\\\\\\u00e9\"", "\"\\\\é\"")]
    [InlineData("\"\\u0022\\u005C\\u005c\"", "\"\\\"\\\\\\\\\"")]
    [InlineData("\"\\n\\u0001\\u003C\\u007f\\u2028\"", "\"\\n\\u0001<\u007f\u2028\"")]
    public void S3_Escapes_areWrittenAsTheCharactersThatTheyStandFor(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes.AsSpan(0, UnescapedText.Shorten(bytes))));
    }

    [Theory]
    [InlineData("😀", 7_864_320, true)]
    [InlineData("😀", 17_000_000, false)]
    [InlineData("\0", 11_200_000, false)]
    public async Task S4_Call_isMeasuredInBytesAndNotInCharacters(string character, int count, bool isSent)
    {
        var session = await ConnectAsync();
        var text = string.Concat(Enumerable.Repeat(character, count));
        var error = await Record.ExceptionAsync(() => _worker.SendAsync("size::echo", text));
        Assert.Equal(isSent ? null : IIIErrorCodes.PayloadTooLarge, (error as IIIException)?.Code);
        if (isSent)
        {
            Assert.Equal(text.Length, (await session.NextAsync("invokefunction")).GetProperty("data").GetString()!.Length);
        }
    }

    [Fact]
    public async Task S5_Call_textHasALoneSurrogate_isSentAsValidUtf8()
    {
        var session = await ConnectAsync();
        await _worker.SendAsync("size::echo", new Dictionary<string, string> { ["a\ud800"] = "b\udc00" });
        Assert.Equal("""{"a�":"b�"}""", (await session.NextAsync("invokefunction")).GetProperty("data").GetRawText().Replace("\\uFFFD", "�", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task S6_Answer_aboveTheLimit_isReplacedByAnErrorAndTheConnectionGoesOn()
    {
        var session = await ConnectAsync();
        session.Send($$"""{"type":"invokefunction","invocation_id":"i1","function_id":"size::text","data":{{Max}},"traceparent":"00-11111111111111111111111111111111-1111111111111111-01","baggage":"a=b"}""");
        var answer = await session.NextAsync("invocationresult");
        Assert.Equal(["error", "function_id", "invocation_id", "type"], answer.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("i1", "size::text"), (answer.GetProperty("invocation_id").GetString(), answer.GetProperty("function_id").GetString()));
        Assert.Equal(["code", "message"], answer.GetProperty("error").EnumerateObject().Select(p => p.Name));
        Assert.Equal(IIIErrorCodes.PayloadTooLarge, answer.GetProperty("error").GetProperty("code").GetString());
        session.SendCall(2, "size::fails", $"{Max}");
        Assert.Equal((2, IIIErrorCodes.PayloadTooLarge), await session.NextAnswerAsync());
        session.SendCall(3, "size::text", "1");
        Assert.Equal((3, "\"x\""), await session.NextAnswerAsync());
    }

    [Fact]
    public async Task S9_Registration_aboveTheLimit_isNeitherStoredNorSent()
    {
        var session = await ConnectAsync();
        var large = new string('x', Max);
        foreach (var register in new Action[]
        {
            () => _worker.RegisterRawFunction("size::large", (payload, _) => ValueTask.FromResult(payload), new FunctionOptions { Description = large }),
            () => _worker.RegisterTrigger("t", "size::text", $"\"{large}\""),
            () => _worker.RegisterTriggerType<int, int>("size::large", options: new TriggerTypeOptions { Description = large }),
            () => _worker.RegisterService("size::large", description: large),
            () => _worker.RegisterHttpFunction("size::large", new HttpFunctionOptions { Url = new Uri("http://h/"), Headers = new Dictionary<string, string> { ["a"] = large } }),
        })
        {
            Assert.Equal(IIIErrorCodes.PayloadTooLarge, Assert.Throws<IIIException>(register).Code);
        }

        // As a replacement of what has the id: it stays, with what it does.
        Assert.Throws<InvalidOperationException>(() => _worker.RegisterRawFunction("size::text", (payload, _) => ValueTask.FromResult(payload), new FunctionOptions { Description = large }));
        session.SendCall(1, "size::text", "1");
        Assert.Equal("invocationresult", (await session.NextAsync()).GetProperty("type").GetString());

        // The id is free.
        _worker.RegisterRawFunction("size::large", (payload, _) => ValueTask.FromResult(payload));
        Assert.Equal("registerfunction", (await session.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task S10_Registration_objectsChangeLater_replayCarriesTheFirstVersion()
    {
        var headers = new Dictionary<string, string> { ["a"] = "first" };
        _worker.RegisterHttpFunction("size::http", new HttpFunctionOptions { Url = new Uri("http://h/"), Headers = headers }, new FunctionOptions { Metadata = """{"a":null}""" });
        headers["a"] = new string('x', Max);
        _ = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        session.SendCall(1, "size::text", "1");
        JsonElement frame;
        do
        {
            frame = await session.NextAsync("registerfunction");
        }
        while (frame.GetProperty("id").GetString() != "size::http");
        Assert.Equal("""{"a":"first"}""", frame.GetProperty("invocation").GetProperty("headers").GetRawText());
        Assert.Equal("""{"a":null}""", frame.GetProperty("metadata").GetRawText());
        Assert.Equal((1, "\"x\""), await session.NextAnswerAsync());
    }

    [Fact]
    public void Handle_ofAnEarlierRegistration_leavesALaterOneAlone()
    {
        var first = _worker.RegisterService("s");
        var second = first;
        Assert.True(first.Unregister());
        second = _worker.RegisterService("s");
        Assert.False(first.Unregister());
        Assert.Throws<InvalidOperationException>(() => _worker.RegisterService("s"));
        Assert.True(second.Unregister());
    }

    private static byte[] Text(int length)
    {
        var text = new byte[length + (length < Max ? 2 : 0)];
        text.AsSpan().Fill((byte)'x');
        text[0] = text[^1] = (byte)'"';
        return text;
    }

    private async Task<FakeSession> ConnectAsync()
    {
        _ = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("registerfunction");
        await session.NextAsync("registerfunction");
        return session;
    }
}
