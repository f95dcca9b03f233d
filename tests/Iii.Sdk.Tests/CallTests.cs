using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>Outgoing calls, frame by frame: queues, batches, traces.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private IIIWorker _worker = null!;
    private FakeSession _session = null!;

    public async Task InitializeAsync()
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Name = "calls";
            options.Transport = _engine;
            options.TimeProvider = _time;
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.MaxOfflineCalls = 3;
        });
        await _worker.StartAsync();
        _session = await _engine.NextSessionAsync();
        Assert.Equal("engine::workers::register", (await _session.NextAsync()).GetProperty("function_id").GetString());
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task An_enqueued_call_names_its_queue_and_gets_its_receipt()
    {
        var receipt = _worker.EnqueueAsync("payments", "payments::charge", new AddRequest(1, 2));
        var frame = await _session.NextAsync();
        Assert.Equal("""{"type":"enqueue","queue":"payments"}""", frame.GetProperty("action").GetRawText());
        Assert.Equal("""{"a":1,"b":2}""", frame.GetProperty("data").GetRawText());
        Answer(frame, "\"result\":{\"messageReceiptId\":\"r-1\"}");
        Assert.Equal("r-1", await receipt);
    }

    [Fact]
    public async Task An_enqueued_call_that_no_queue_takes_is_an_error()
    {
        var receipt = _worker.EnqueueAsync("payments", "payments::charge", 1);
        Answer(await _session.NextAsync(), "\"error\":{\"code\":\"enqueue_error\",\"message\":\"none\"}");
        Assert.Equal(IIIErrorCodes.EnqueueError, (await Assert.ThrowsAsync<IIIInvocationException>(() => receipt)).Code);

        receipt = _worker.EnqueueAsync("payments", "payments::charge", 1);
        Answer(await _session.NextAsync(), "\"result\":{}");
        Assert.Contains("receipt", (await Assert.ThrowsAsync<IIIInvocationException>(() => receipt)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_calls_end_each_for_itself_and_in_their_order()
    {
        var flushes = _session.FlushCount;
        var results = _worker.CallManyAsync<double, double>("math::half", [1, double.NaN, 3, 4]);
        JsonElement[] frames = [await _session.NextAsync(), await _session.NextAsync(), await _session.NextAsync()];
        Assert.Equal(["1", "3", "4"], frames.Select(f => f.GetProperty("data").GetRawText()));
        Assert.Equal(flushes + 1, _session.FlushCount);
        Answer(frames[2], "\"result\":2");
        Answer(frames[1], "\"error\":{\"code\":\"odd\",\"message\":\"3 is odd\"}");
        Answer(frames[0], "\"result\":0.5");
        var ended = await results;
        Assert.Equal(0.5, ended[0].Value);
        Assert.IsType<JsonException>(ended[1].Error);
        Assert.Equal("odd", Assert.IsType<IIIInvocationException>(ended[2].Error).Code);
        Assert.Equal((true, 2), (ended[3].IsSuccess, ended[3].ValueOrDefault));
        Assert.Throws<IIIInvocationException>(() => ended[2].Value);
    }

    [Fact]
    public async Task A_call_waits_for_room_and_no_longer_than_for_an_answer()
    {
        _session.Fill();
        var late = _worker.CallRawAsync("math::half", default, new CallOptions { Timeout = TimeSpan.FromSeconds(1) });
        var patient = _worker.CallRawAsync("math::half", "2"u8.ToArray());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(IIIErrorCodes.Timeout, (await Assert.ThrowsAsync<IIIInvocationException>(() => late.WaitAsync(TestTimeout.Default))).Code);
        Assert.Equal(0, _session.UnseenCount);
        _session.MakeRoom();
        Answer(await _session.NextAsync(), "\"result\":1");
        Assert.Equal("1"u8.ToArray(), (await patient).ToArray());
        Assert.Equal(0, _session.UnseenCount);
    }

    [Fact]
    public async Task Many_calls_wait_for_room_and_are_cancelled_together()
    {
        using var cancel = new CancellationTokenSource();
        _session.Fill();
        var results = _worker.CallManyAsync<int, int>("math::half", [1, 2], cancellationToken: cancel.Token);
        Assert.False(results.IsCompleted);
        _session.MakeRoom();
        await _session.NextAsync();
        await _session.NextAsync();
        await cancel.CancelAsync();
        Assert.All(await results, r => Assert.IsAssignableFrom<OperationCanceledException>(r.Error));
    }

    [Fact]
    public async Task Many_calls_offline_are_kept_within_the_bound_and_the_rest_fail()
    {
        _session.Drop();
        await Eventually.TrueAsync(() => _worker.State is not IIIConnectionState.Connected);

        var results = _worker.CallManyAsync<int, int>("math::half", [1, 2, 3, 4, 5]);
        await _worker.StopAsync();
        Assert.Equal(
            [IIIErrorCodes.Shutdown, IIIErrorCodes.Shutdown, IIIErrorCodes.Shutdown, IIIErrorCodes.NotConnected, IIIErrorCodes.NotConnected],
            (await results).Select(r => ((IIIException)r.Error!).Code));
    }

    [Fact]
    public async Task An_error_with_a_blank_code_ends_its_call_and_nothing_else()
    {
        var call = _worker.CallAsync<int, int>("a::b", 1);
        Answer(await _session.NextAsync(), "\"error\":{\"code\":\"\",\"message\":\"nameless\"}");
        Assert.Equal((IIIErrorCodes.Unknown, "nameless"), await Assert.ThrowsAsync<IIIInvocationException>(() => call) is var e ? (e.Code, e.Message) : default);
        _session.Send("""{"type":"registrationrejected","code":"FUNCTION_NAMESPACE_CONFLICT","function_id":"x"}""");
        call = _worker.CallAsync<int, int>("a::b", 2);
        Answer(await _session.NextAsync(), "\"result\":3");
        Assert.Equal(3, await call);
    }

    [Fact]
    public async Task Metadata_that_is_no_json_is_an_error_at_the_call()
    {
        var options = new CallOptions { Metadata = """1,"action":{"type":"void"}"""u8.ToArray() };
        Assert.Contains("Metadata", (await Assert.ThrowsAsync<ArgumentException>(() => _worker.CallAsync<int, int>("a::b", 1, options))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => _worker.SendAsync("a::b", 1, options));
        await Assert.ThrowsAsync<ArgumentException>(() => _worker.CallManyAsync<int, int>("a::b", [1], options));
    }

    [Fact]
    public async Task What_is_sent_waits_for_room_no_longer_than_a_call()
    {
        _session.Fill();
        var sending = _worker.SendAsync("a::b", 1, new CallOptions { Timeout = TimeSpan.FromSeconds(3) });
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(IIIErrorCodes.Timeout, (await Assert.ThrowsAsync<IIIInvocationException>(() => sending)).Code);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _worker.SendAsync("a::b", 1, cancellationToken: cancelled.Token));
        _session.MakeRoom();
    }

    [Fact]
    public async Task No_calls_are_no_error() => Assert.Empty(await _worker.CallManyAsync<int, int>("math::half", []));

    [Fact]
    public async Task A_call_belongs_to_the_trace_of_the_current_activity()
    {
        await _worker.SendAsync("a::b", 1);
        Assert.False((await _session.NextAsync()).TryGetProperty("traceparent", out _));

        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("tenant", "a b").AddBaggage("x", "1").Start();
        await _worker.SendAsync("a::b", 1);
        var frame = await _session.NextAsync();
        Assert.Equal(activity.Id, frame.GetProperty("traceparent").GetString());
        Assert.Equal(new HashSet<string> { "tenant=a%20b", "x=1" }, frame.GetProperty("baggage").GetString()!.Split(',').ToHashSet());

        await _worker.SendAsync("a::b", 1, new CallOptions { TraceParent = "t", Baggage = "b=1" });
        frame = await _session.NextAsync();
        Assert.Equal(("t", "b=1"), (frame.GetProperty("traceparent").GetString(), frame.GetProperty("baggage").GetString()));
    }

    [Fact]
    public async Task What_a_handler_calls_belongs_to_the_trace_of_its_own_call()
    {
        _worker.RegisterRawFunction("f::relay", async (payload, context) =>
        {
            await context.Client.SendRawAsync("a::b", payload);
            return payload;
        });
        _session.Send("""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"f::relay","data":1,"traceparent":"00-a-b-01","baggage":"k=v"}""");
        var frame = await _session.NextAsync("invokefunction");
        Assert.Equal(("00-a-b-01", "k=v"), (frame.GetProperty("traceparent").GetString(), frame.GetProperty("baggage").GetString()));
    }

    [Theory]
    [InlineData("f::works", ",\"traceparent\":\"00-a-b-01\",\"baggage\":\"k=\\\"v\\\"\"")]
    [InlineData("f::fails", ",\"traceparent\":\"00-a-b-01\"")]
    [InlineData("f::missing", ",\"baggage\":\"k=v\"")]
    [InlineData("f::works", "")]
    [InlineData("f::fails", ""","traceparent":null,"baggage":null""")]
    public async Task An_answer_says_the_trace_of_its_call_as_it_came(string functionId, string trace)
    {
        _worker.RegisterRawFunction("f::works", (payload, _) => ValueTask.FromResult(payload));
        _worker.RegisterRawFunction("f::fails", (_, _) => throw new IIIException("as_agreed", "No."));
        _session.Send($$"""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"{{functionId}}","data":{}{{trace}}}""");
        var answer = await _session.NextAsync("invocationresult");
        Assert.Equal(functionId == "f::works", answer.TryGetProperty("result", out _));
        var expected = JsonDocument.Parse($"{{\"x\":0{trace}}}").RootElement;
        foreach (var name in new[] { "traceparent", "baggage" })
        {
            var isThere = expected.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String;
            Assert.Equal(isThere, answer.TryGetProperty(name, out var given));
            Assert.Equal(isThere ? text.GetRawText() : "", isThere ? given.GetRawText() : "");
        }
    }

    private void Answer(JsonElement call, string outcome) => _session.Send(
        $$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id").GetString()}}","function_id":"f",{{outcome}}}""");
}
