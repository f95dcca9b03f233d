using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests.Reliability;

/// <summary>An engine, or a caller behind it, that says what nobody should: it gets one answer or none, and the worker goes on.</summary>
public sealed class HostileEngineTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private IIIWorker _worker = null!;
    private FakeSession _session = null!;

    public sealed record Node(string? Name = null, Node? Next = null);

    public sealed record Integers(long Large, ulong Natural);

    public sealed class Ring
    {
        public Ring Next => this;
    }

    public async Task InitializeAsync()
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = _engine;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _worker.MapFunction("length", (Node? node) =>
        {
            var length = 0;
            for (; node is not null; node = node.Next)
            {
                length++;
            }

            return length;
        });
        _worker.MapFunction("any", (JsonElement any) => any.GetRawText().Length);
        _worker.MapFunction("name", (Node node) => node.Name);
        _worker.MapFunction("text", (string text) => text);
        _worker.MapFunction("same", (JsonElement any) => any);
        _worker.MapFunction("entries", (Dictionary<string, JsonElement> entries) => entries);
        _worker.MapFunction("integers", (Integers integers) => integers);
        _worker.MapFunction("nan", () => double.NaN);
        _worker.MapFunction("ring", () => new Ring());
        _worker.MapFunction("deep", () => Enumerable.Range(0, 10_000).Aggregate((Node?)null, (next, i) => new Node(null, next)));
        _worker.MapFunction("gives-up", Task () => throw new OperationCanceledException("It gave up."));
        _worker.MapFunction("gives-up-later", async () =>
        {
            await Task.Yield();
            throw new TaskCanceledException("It gave up.");
        });
        _ = _worker.RunAsync();
        _session = await _engine.NextSessionAsync();
        await _worker.WaitForConnectedAsync();
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Theory]
    [InlineData("length")]
    [InlineData("any")]
    [InlineData("text")]
    [InlineData("nobody")]
    public async Task What_is_nested_ten_thousand_deep_is_refused_and_overflows_no_stack(string functionId)
    {
        var nested = string.Concat(Enumerable.Repeat("{\"next\":", 10_000)) + "null" + new string('}', 10_000);
        _session.SendCall(1, functionId, nested);
        var (number, answer) = await _session.NextAnswerAsync();
        Assert.Equal((1, functionId is "nobody" ? IIIErrorCodes.FunctionNotFound : IIIErrorCodes.DeserializationError), (number, answer));
        await GoesOnAsync();
    }

    [Fact]
    public async Task Of_a_property_that_comes_twice_the_last_counts()
    {
        _session.SendCall(1, "name", """{"name":"first","NAME":"second","name":"third"}""");
        Assert.Equal((1, "\"third\""), await _session.NextAnswerAsync());
    }

    [Fact]
    public async Task Of_a_field_of_the_envelope_that_comes_twice_one_counts_and_there_is_one_answer()
    {
        _session.Send("""{"type":"invokefunction","function_id":"nobody","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"text","data":"a","data":"b"}""");
        Assert.Equal(1, (await _session.NextAnswerAsync()).Number);
        await GoesOnAsync();
    }

    [Theory]
    [InlineData("\"not a uuid\"")]
    [InlineData("\"\"")]
    [InlineData("\"é\\u00e9\\ud83d\\ude00\"")]
    [InlineData("\"00000000000000000000000000000001\"")]
    public async Task An_id_that_is_no_uuid_comes_back_as_it_is(string id)
    {
        _session.Send($$"""{"type":"invokefunction","invocation_id":{{id}},"function_id":"text","data":"a"}""");
        var answer = await _session.NextAsync("invocationresult");
        Assert.Equal(JsonSerializer.Deserialize<string>(id), answer.GetProperty("invocation_id").GetString());
        await GoesOnAsync();
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("ring")]
    [InlineData("deep")]
    public async Task A_result_that_can_not_be_written_is_one_error(string functionId)
    {
        _session.SendCall(1, functionId, "null");
        Assert.Equal((1, IIIErrorCodes.SerializationError), await _session.NextAnswerAsync());
        await GoesOnAsync();
    }

    [Theory]
    [InlineData("gives-up")]
    [InlineData("gives-up-later")]
    public async Task A_handler_that_gives_up_by_itself_has_failed(string functionId)
    {
        _session.SendCall(1, functionId, "null");
        var answer = await _session.NextAsync("invocationresult");
        Assert.Equal((IIIErrorCodes.InvocationFailed, "It gave up."), (answer.GetProperty("error").GetProperty("code").GetString(), answer.GetProperty("error").GetProperty("message").GetString()));
        await GoesOnAsync();
    }

    [Fact]
    public async Task An_answer_that_comes_twice_late_or_for_nobody_ends_one_call_once()
    {
        var call = _worker.CallRawAsync("other::f", default);
        var id = await NextCallIdAsync();
        _session.Send($$"""{"type":"invocationresult","invocation_id":"11111111-1111-4111-8111-111111111111","result":0}""");
        _session.Send($$"""{"type":"invocationresult","invocation_id":"{{id}}","result":1}""");
        _session.Send($$"""{"type":"invocationresult","invocation_id":"{{id}}","result":2}""");
        _session.Send($$"""{"type":"invocationresult","error":{"code":"c","message":"m"},"invocation_id":"{{id}}"}""");
        Assert.Equal("1"u8.ToArray(), (await call).ToArray());

        using var impatient = new CancellationTokenSource();
        var cancelled = _worker.CallRawAsync("other::f", default, cancellationToken: impatient.Token);
        id = await NextCallIdAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _session.Send($$"""{"type":"invocationresult","invocation_id":"{{id}}","result":3}""");
        await GoesOnAsync();
    }

    [Fact]
    public async Task Absent_data_and_config_are_null()
    {
        _session.Send("""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"length"}""");
        Assert.Equal((1, "0"), await _session.NextAnswerAsync());

        var bound = new TaskCompletionSource<JsonElement>();
        _worker.RegisterTriggerType<JsonElement, int>("row", (binding, _) =>
        {
            bound.TrySetResult(binding.Config);
            return ValueTask.CompletedTask;
        });
        _session.Send("""{"type":"registertrigger","id":"t","trigger_type":"row","function_id":"f"}""");
        Assert.Equal(JsonValueKind.Null, (await bound.Task.WaitAsync(TestTimeout.Default)).ValueKind);

        // The worker itself leaves out neither.
        _ = _worker.CallRawAsync("other::f", default);
        Assert.Equal(JsonValueKind.Null, (await NextCallAsync()).GetProperty("data").ValueKind);
        _session.Send(FakeSession.WorkerRegistered);
        _worker.RegisterTrigger("row", "f", "{}");
        Assert.Equal(JsonValueKind.Object, (await _session.NextAsync("registertrigger")).GetProperty("config").ValueKind);
    }

    [Fact]
    public async Task Keys_that_mean_something_elsewhere_mean_nothing_here()
    {
        const string Odd = """{"__proto__":{"x":1},"constructor":{"prototype":2},"$type":"x","$ref":"#","toString":null}""";
        _session.SendCall(1, "same", Odd);
        Assert.Equal((1, Odd), await _session.NextAnswerAsync());
        _session.SendCall(2, "entries", Odd);
        Assert.Equal((2, Odd), await _session.NextAnswerAsync());
    }

    [Theory]
    [InlineData("""{"large":9223372036854775807,"natural":18446744073709551615}""")]
    [InlineData("""{"large":-9223372036854775808,"natural":9007199254740993}""")]
    public async Task Integers_of_64_bits_keep_their_last_bit(string integers)
    {
        _session.SendCall(1, "integers", integers);
        Assert.Equal((1, integers), await _session.NextAnswerAsync());
        _session.SendCall(2, "same", integers);
        Assert.Equal((2, integers), await _session.NextAnswerAsync());
    }

    [Theory]
    [InlineData("""{"type":"invocationresult","invocation_id":5,"result":1}""")]
    [InlineData("""{"type":"invocationresult"}""")]
    [InlineData("""{"type":"invokefunction"}""")]
    [InlineData("""{"type":"invokefunction","function_id":5,"invocation_id":[],"data":1}""")]
    [InlineData("""{"type":"registertrigger"}""")]
    [InlineData("""{"type":"registertrigger","id":1,"trigger_type":{},"function_id":null,"config":0}""")]
    [InlineData("""{"type":"unregistertrigger","id":"nobody"}""")]
    [InlineData("""{"type":"triggerregistrationresult","id":"nobody","error":"text"}""")]
    [InlineData("""{"type":"workerregistered","worker_id":7,"reattach_token":null}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"pong"}""")]
    [InlineData("null")]
    [InlineData("\"type\"")]
    [InlineData("{")]
    [InlineData("{\"type\":\"ping\"}{\"type\":\"ping\"}")]
    public async Task A_frame_that_makes_no_sense_does_no_harm(string frame)
    {
        _session.Send(frame);
        await GoesOnAsync();
    }

    private async Task<string> NextCallIdAsync() => (await NextCallAsync()).GetProperty("invocation_id").GetString()!;

    private async Task<JsonElement> NextCallAsync()
    {
        while (true)
        {
            var frame = await _session.NextAsync("invokefunction");
            if (frame.GetProperty("function_id").GetString() is "other::f")
            {
                return frame;
            }
        }
    }

    /// <summary>The next call gets the next answer: nothing else was said before it.</summary>
    private async Task GoesOnAsync()
    {
        _session.SendCall(99, "text", "\"on\"");
        Assert.Equal((99, "\"on\""), await _session.NextAnswerAsync());
    }
}
