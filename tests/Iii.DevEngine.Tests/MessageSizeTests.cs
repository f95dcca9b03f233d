using System.Text;
using System.Text.Json;
using Iii.Connection.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>Large messages between workers, frame by frame: how they are cut, and which of them are refused.</summary>
public sealed class MessageSizeTests
{
    private const int Mebibyte = 1024 * 1024;
    private const string Large = "\"features\":[\"large-messages.v1\"]";
    private const string CallId = "11111111-1111-4111-8111-111111111111";

    private readonly FakeLogCollector _log = new();

    [Theory]
    [InlineData(Mebibyte, new[] { Mebibyte })]
    [InlineData(Mebibyte + 1, new[] { Mebibyte, 1 })]
    [InlineData(3 * Mebibyte, new[] { Mebibyte, Mebibyte, Mebibyte })]
    public async Task R4_message_above_1_MiB_goes_in_frames_of_1_MiB(int size, int[] frames)
    {
        await using var engine = await StartAsync(null);
        using var host = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"host\"", "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"caller\"");
        await caller.SendAsync(Call("m::f", "\"\""));
        var (empty, _) = await host.NextMessageAsync();
        await caller.SendAsync(Call("m::f", $"\"{new string('x', size - empty.Length)}\""));
        var (message, sizes) = await host.NextMessageAsync();
        Assert.Equal(size, message.Length);
        Assert.Equal(frames, sizes);
        Assert.Equal(size - empty.Length, JsonDocument.Parse(message).RootElement.GetProperty("data").GetString()!.Length);
    }

    [Theory]
    [InlineData("\"runtime\":\"node\",\"version\":\"0.24.4\"," + Large, true)]
    [InlineData("\"runtime\":\"node\",\"version\":\"0.24.5\"", true)]
    [InlineData("\"runtime\":\"node\",\"version\":\"0.24.4\"", false)]
    [InlineData("\"runtime\":\"cobol\",\"version\":\"0.26.0\"", false)]
    public async Task R5_call_of_20_MiB_reaches_a_host_that_can_receive_it(string registration, bool isDelivered)
    {
        await using var engine = await StartAsync(null);
        using var host = await FrameClient.WorkerAsync(engine.Engine, registration, "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, Large);
        var text = new string('x', 20 * Mebibyte);
        await caller.SendAsync(Call("m::f", $"\"{text}\"", ",\"traceparent\":\"t\",\"baggage\":\"b=1\""));
        if (isDelivered)
        {
            Assert.Equal(text.Length, (await host.NextJsonAsync("invokefunction")).GetProperty("data").GetString()!.Length);
        }
        else
        {
            var answer = await caller.NextJsonAsync("invocationresult");
            var limit = 16 * Mebibyte;
            Assert.Equal("payload_too_large", answer.GetProperty("error").GetProperty("code").GetString());
            Assert.Matches($@"^This message is 2097\d{{4}} bytes of JSON; at most {limit} bytes can be sent to its receiver\.", answer.GetProperty("error").GetProperty("message").GetString());
            Assert.Equal(["type", "invocation_id", "function_id", "error", "traceparent", "baggage"], answer.EnumerateObject().Select(p => p.Name));
            Assert.Equal((CallId, "m::f", "t", "b=1"), (Text(answer, "invocation_id"), Text(answer, "function_id"), Text(answer, "traceparent"), Text(answer, "baggage")));
        }

        // Nothing came before it.
        await caller.SendAsync(Call("m::f", "\"small\""));
        Assert.Equal("small", (await host.NextJsonAsync("invokefunction")).GetProperty("data").GetString());
    }

    [Fact]
    public async Task R5_size_is_that_of_the_outgoing_message()
    {
        await using var engine = await StartAsync(null);
        using var host = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"host\"", "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, Large);

        // An escape of six bytes is a character of two.
        await caller.SendAsync(Call("m::f", $"\"{string.Concat(Enumerable.Repeat("\\u00e9", 3 * Mebibyte))}\""));
        Assert.Equal(3 * Mebibyte, (await host.NextJsonAsync("invokefunction")).GetProperty("data").GetString()!.Length);
    }

    [Fact]
    public async Task R6_result_of_20_MiB_is_an_error_for_a_caller_that_cannot_receive_it()
    {
        await using var engine = await StartAsync(null);
        using var host = await FrameClient.WorkerAsync(engine.Engine, Large, "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"caller\"");
        await caller.SendAsync(Call("m::f", "1", ",\"traceparent\":\"t\",\"baggage\":\"b=1\""));
        await host.NextJsonAsync("invokefunction");
        await host.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"invocationresult","invocation_id":"{{CallId}}","function_id":"m::f","result":"{{new string('x', 20 * Mebibyte)}}"}"""));
        var answer = await caller.NextJsonAsync("invocationresult");
        Assert.Equal(["type", "invocation_id", "function_id", "error", "traceparent", "baggage"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("payload_too_large", answer.GetProperty("error").GetProperty("code").GetString());
        await host.PingAsync();
        await caller.SendAsync(Call("m::f", "2"));
        await host.EchoAsync(await host.NextJsonAsync("invokefunction"));
        Assert.Equal(2, (await caller.NextJsonAsync("invocationresult")).GetProperty("result").GetInt32());
    }

    [Fact]
    public async Task R7_void_call_that_is_too_large_is_dropped_with_a_warning()
    {
        await using var engine = await StartAsync(null);
        using var host = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"host\",\"runtime\":\"python\",\"version\":\"0.23.0\"", "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, Large);
        await caller.SendAsync(Call("m::f", $"\"{new string('x', 2 * Mebibyte)}\"", ",\"action\":{\"type\":\"void\"}"));
        await caller.PingAsync();
        await host.PingAsync();
        Assert.Matches(@"^A message of type invokefunction was not sent to the worker 'host': it has 209\d{4} bytes, and the worker receives 1048576 at most\.$", Assert.Single(_log.GetSnapshot()).Message);
    }

    [Fact]
    public async Task Frame_without_an_answer_that_is_too_large_is_dropped_with_a_warning()
    {
        await using var engine = await StartAsync(null);
        using var provider = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"provider\",\"runtime\":\"python\",\"version\":\"0.23.0\"");
        await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        await provider.PingAsync();
        using var consumer = await FrameClient.WorkerAsync(engine.Engine, Large);
        await consumer.SendAsync($$"""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::f","config":"{{new string('x', 2 * Mebibyte)}}"}""");
        await consumer.PingAsync();
        await provider.PingAsync();
        Assert.StartsWith("A message of type registertrigger was not sent to the worker 'provider': it has 209", Assert.Single(_log.GetSnapshot()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R3_call_of_40_MiB_in_frames_that_cut_characters_with_a_ping_between_them()
    {
        await using var engine = await StartAsync(null);
        using var host = await FrameClient.WorkerAsync(engine.Engine, Large, "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, Large);
        var call = Encoding.UTF8.GetBytes(Call("m::f", $"\"{string.Concat(Enumerable.Repeat("中", 40 * Mebibyte / 3))}\""));
        Assert.Contains(Enumerable.Range(1, 39), i => (call[i * Mebibyte] & 0xC0) == 0x80);
        await caller.SendAsync(call, withPing: true);
        var pong = await caller.NextFrameAsync();
        Assert.Equal((Opcode.Pong, "between"), (pong.Opcode, Encoding.UTF8.GetString(pong.Payload)));
        var (message, _) = await host.NextMessageAsync();
        Assert.Equal(40 * Mebibyte / 3, JsonDocument.Parse(message).RootElement.GetProperty("data").GetString()!.Length);
    }

    [Fact]
    public async Task R8_30_MiB_of_emoji_come_back_equal()
    {
        await using var engine = await StartAsync(null);
        using var host = await FrameClient.WorkerAsync(engine.Engine, Large, "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, Large);
        var text = string.Concat(Enumerable.Repeat("😀", 7_864_320));
        await caller.SendAsync(Call("m::f", $"\"{text}\""));
        await host.EchoAsync(await host.NextJsonAsync("invokefunction"));
        Assert.True(text == (await caller.NextJsonAsync("invocationresult")).GetProperty("result").GetString());
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_23)]
    [InlineData(IIIEngineGeneration.V0_24)]
    public async Task Generation_before_0_25_a_message_goes_in_one_frame_whatever_its_size(IIIEngineGeneration generation)
    {
        await using var engine = await StartAsync(generation);
        using var host = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"host\"", "m::f");
        using var caller = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"caller\"");
        await caller.SendAsync(Call("m::f", $"\"{new string('x', 17 * Mebibyte)}\""));
        var (message, frames) = await host.NextMessageAsync();
        Assert.Equal([message.Length], frames);
        Assert.Equal(17 * Mebibyte, JsonDocument.Parse(message).RootElement.GetProperty("data").GetString()!.Length);
    }

    private static string Call(string function, string data, string more = "") =>
        $$"""{"type":"invokefunction","invocation_id":"{{CallId}}","function_id":"{{function}}","data":{{data}}{{more}}}""";

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private Task<TestEngine> StartAsync(IIIEngineGeneration? generation) => TestEngine.StartAsync(options => options with
    {
        Generation = generation,
        LoggerFactory = new LoggerFactory([new FakeLoggerProvider(_log)], new LoggerFilterOptions { MinLevel = LogLevel.Warning }),
    });
}
