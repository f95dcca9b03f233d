namespace Iii.DevEngine.Tests.Modules;

/// <summary>The enqueue action: calls that wait in a named queue.</summary>
public sealed class NamedQueueTests : IAsyncLifetime
{
    private TestEngine _engine = null!;
    private RawWorker _caller = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync(options => options with
        {
            Queues = new Dictionary<string, IIIQueueOptions>
            {
                ["payment"] = new() { MaxAttempts = 2, Backoff = TimeSpan.FromMilliseconds(250) },
                ["ordered"] = new() { FifoGroupField = "order" },
            },
        });
        _caller = await _engine.WorkerAsync("caller");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_call_is_answered_with_a_receipt_and_reaches_its_function_as_it_was_sent()
    {
        var worker = await _engine.WorkerAsync("worker", "m::pay");
        var receipt = await EnqueueAsync("default", """{"b":1,"a":2}""");
        Assert.True(Guid.TryParseExact(receipt, "D", out _), receipt);
        Assert.Equal("""{"a":2,"b":1}""", await worker.ServeAsync());
    }

    [Fact]
    public async Task A_call_that_fails_is_tried_as_often_as_the_queue_says()
    {
        var worker = await _engine.WorkerAsync("worker", "m::pay");
        await EnqueueAsync("payment", "1");
        await worker.ServeAsync(error: "no");
        await _engine.Time.PassAsync(TimeSpan.FromMilliseconds(250));
        await worker.ServeAsync(error: "no");
        string? letters = null;
        await Eventually.TrueAsync(async () => (letters = await _caller.ResultAsync("engine::queue::dlq_messages", """{"topic":"payment"}""")) != "[]");
        Assert.Contains("function call failed", letters, StringComparison.Ordinal);
        Assert.Equal("""{"queue":"payment","redriven":1}""", await _caller.ResultAsync("iii::queue::redrive", """{"queue":"payment"}"""));
        Assert.Equal("1", await worker.ServeAsync());
    }

    [Fact]
    public async Task A_fifo_queue_works_on_one_call_at_a_time()
    {
        var worker = await _engine.WorkerAsync("worker", "m::pay");
        await EnqueueAsync("ordered", """{"order":1}""");
        await EnqueueAsync("ordered", """{"order":2}""");
        var first = await worker.NextAsync();
        await worker.PingAsync();
        Assert.Equal("""{"order":1}""", first.GetProperty("data").GetRawText());
        await worker.AnswerAsync(first);
        Assert.Equal("""{"order":2}""", await worker.ServeAsync());
    }

    [Fact]
    public async Task A_call_is_for_the_namespace_that_it_names()
    {
        var worker = await RawWorker.ConnectAsync(_engine.Engine, "spaced", "orders");
        await worker.RegisterAsync("m::pay");
        await EnqueueAsync("default", "1", ""","namespace":"orders" """);
        Assert.Equal("1", await worker.ServeAsync());
        await worker.DisposeAsync();
    }

    [Theory]
    [InlineData("nope", "1", "Queue 'nope' not found")]
    [InlineData("ordered", "1", "FIFO queue 'ordered' requires field 'order' in data, but it was not found")]
    [InlineData("ordered", """{"order":null}""", "FIFO queue 'ordered': field 'order' must not be null")]
    public async Task A_call_that_the_queue_does_not_take_is_an_error(string queue, string data, string message)
    {
        await SendAsync(queue, data, "");
        var error = (await _caller.NextAsync()).GetProperty("error");
        Assert.Equal("enqueue_error", error.GetProperty("code").GetString());
        Assert.Equal("enqueue_error: " + message, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_queue_that_could_do_nothing_is_refused_at_the_start()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => TestEngine.StartAsync(options => options with { Queues = new Dictionary<string, IIIQueueOptions> { ["q"] = new() { Concurrency = 0 } } }));
        Assert.Contains("Queue 'q' has a concurrency of 0", error.Message, StringComparison.Ordinal);
    }

    private async Task<string?> EnqueueAsync(string queue, string data, string extra = "")
    {
        await SendAsync(queue, data, extra);
        return (await _caller.NextAsync()).GetProperty("result").GetProperty("messageReceiptId").GetString();
    }

    private Task SendAsync(string queue, string data, string extra) => _caller.SendAsync(
        $$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"m::pay","data":{{data}},"action":{"type":"enqueue","queue":"{{queue}}"}{{extra}} }""");
}
