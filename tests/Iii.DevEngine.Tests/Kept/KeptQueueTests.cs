using System.Globalization;
using System.Text.Json;

namespace Iii.DevEngine.Tests.Kept;

/// <summary>Queues of an engine with a directory, ended and started again.</summary>
public sealed class KeptQueueTests : IAsyncLifetime
{
    // Nothing else in the engine waits just so long.
    private static readonly TimeSpan s_backoff = TimeSpan.FromSeconds(7);
    private readonly KeptEngine _kept = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _kept.EndAsync();

    [Fact]
    public async Task Messages_that_were_not_acknowledged_are_delivered_in_their_order_and_others_are_not()
    {
        var worker = await SubscribedAsync("fifo");
        foreach (var data in new[] { "1", "2", "3" })
        {
            await PublishAsync(data);
        }

        Assert.Equal("1", await worker.ServeAsync());
        Assert.Equal("2", (await worker.NextAsync()).GetProperty("data").GetRawText());
        worker = await SubscribedAsync("fifo");
        Assert.Equal("2", await worker.ServeAsync());
        Assert.Equal("3", await worker.ServeAsync());
        await StatsAsync("mails", depth: 0, dead: 0);
        worker = await SubscribedAsync("fifo");
        await StatsAsync("mails", depth: 0, dead: 0);
        await worker.PingAsync();
    }

    [Fact]
    public async Task A_failure_counts_beyond_the_end_and_its_back_off_goes_on()
    {
        var worker = await SubscribedAsync("standard");
        await PublishAsync("1");
        await worker.ServeAsync(error: "first");
        await _kept.Engine.Time.WaitsAsync(s_backoff);

        // The clock of the next engine stands where this one's stood: all of the back-off is left.
        worker = await SubscribedAsync("standard");
        await _kept.Engine.Time.PassAsync(s_backoff);
        await worker.ServeAsync(error: "second");
        await StatsAsync("mails", depth: 0, dead: 1);
    }

    [Fact]
    public async Task A_failure_that_is_tried_again_in_its_place_counts_beyond_the_end()
    {
        var worker = await SubscribedAsync("fifo");
        await PublishAsync("1");
        await worker.ServeAsync(error: "first");
        await _kept.Engine.Time.WaitsAsync(s_backoff);
        worker = await SubscribedAsync("fifo");
        await worker.ServeAsync(error: "second");
        await StatsAsync("mails", depth: 0, dead: 1);
    }

    [Fact]
    public async Task Dead_letters_stay_until_they_are_driven_back_or_discarded()
    {
        await _kept.RestartAsync();
        foreach (var data in new[] { "1", "2", "3" })
        {
            await _kept.Caller.CallAsync("m::pay", data, ""","action":{"type":"enqueue","queue":"once"}""");
            await StatsAsync("once", depth: 0, dead: int.Parse(data, CultureInfo.InvariantCulture));
        }

        var before = await _kept.Caller.ResultAsync("engine::queue::dlq_messages", """{"topic":"once"}""");
        await _kept.RestartAsync();
        Assert.Equal(before, await _kept.Caller.ResultAsync("engine::queue::dlq_messages", """{"topic":"once"}"""));
        using var letters = JsonDocument.Parse(before!);
        Assert.Equal(["3", "2", "1"], letters.RootElement.EnumerateArray().Select(l => l.GetProperty("payload").GetRawText()));

        var gone = letters.RootElement[0].GetProperty("id").GetString();
        Assert.Equal($$"""{"message_id":"{{gone}}","queue":"once","redriven":1}""", await _kept.Caller.ResultAsync("iii::queue::discard_message", $$"""{"queue":"once","message_id":"{{gone}}"}"""));
        var worker = await _kept.Engine.WorkerAsync("worker", "m::pay");
        Assert.Equal("""{"queue":"once","redriven":2}""", await _kept.Caller.ResultAsync("iii::queue::redrive", """{"queue":"once"}"""));
        Assert.Equal("1", await worker.ServeAsync());
        Assert.Equal("2", await worker.ServeAsync());
        await StatsAsync("once", depth: 0, dead: 0);
        await _kept.RestartAsync();
        await StatsAsync("once", depth: 0, dead: 0);
    }

    [Fact]
    public async Task A_dead_letter_that_was_driven_back_waits_again_beyond_the_end()
    {
        var worker = await SubscribedAsync("standard");
        await PublishAsync("1");
        await worker.ServeAsync(error: "first");
        await _kept.Engine.Time.PassAsync(s_backoff);
        await worker.ServeAsync(error: "second");
        await StatsAsync("mails", depth: 0, dead: 1);
        await _kept.Caller.ResultAsync("iii::queue::redrive", """{"queue":"mails"}""");
        await worker.NextAsync();
        worker = await SubscribedAsync("standard");

        // The clock stands again where the first attempt was: the time of the second has not come yet.
        await _kept.Engine.Time.PassAsync(s_backoff);
        Assert.Equal("1", await worker.ServeAsync());
        await StatsAsync("mails", depth: 0, dead: 0);
    }

    [Fact]
    public async Task A_call_that_was_not_answered_is_made_again_with_all_that_belongs_to_it()
    {
        await _kept.RestartAsync();
        var worker = await RawWorker.ConnectAsync(_kept.Engine.Engine, "worker", "shop");
        await worker.RegisterAsync("m::pay");
        await _kept.Caller.CallAsync("m::pay", "7", ""","namespace":"shop","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","action":{"type":"enqueue","queue":"default"}""");
        var first = await worker.NextAsync();
        await worker.DisposeAsync();
        await _kept.RestartAsync();

        // It is tried at once and fails, for nobody has the function yet.
        await _kept.Engine.Time.WaitsAsync(TimeSpan.FromSeconds(1));
        worker = await RawWorker.ConnectAsync(_kept.Engine.Engine, "worker", "shop");
        await worker.RegisterAsync("m::pay");
        _kept.Engine.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await worker.NextAsync();
        foreach (var field in new[] { "function_id", "data", "traceparent" })
        {
            Assert.Equal(first.GetProperty(field).GetRawText(), second.GetProperty(field).GetRawText());
        }

        await worker.DisposeAsync();
    }

    private async Task<RawWorker> SubscribedAsync(string type)
    {
        await _kept.RestartAsync();
        var worker = await _kept.Engine.WorkerAsync("worker", "m::mail");

        // Not with a ping: a message that was kept may come before its answer.
        await worker.SendAsync($$"""{"type":"registertrigger","id":"t","trigger_type":"durable:subscriber","function_id":"m::mail","config":{"topic":"mails","queue_config":{"type":"{{type}}","maxRetries":1,"backoffDelayMs":7000} } }""");
        await StatsAsync("mails", stats => stats.Contains("\"consumer_count\":1", StringComparison.Ordinal));
        return worker;
    }

    private Task<string?> PublishAsync(string data) => _kept.Caller.ResultAsync("iii::durable::publish", $$"""{"topic":"mails","data":{{data}}}""");

    /// <summary>Returns when a queue holds just so many messages.</summary>
    private Task StatsAsync(string topic, int depth, int dead) => StatsAsync(topic, stats => stats.EndsWith($"\"depth\":{depth},\"dlq_depth\":{dead}}}", StringComparison.Ordinal));

    private Task StatsAsync(string topic, Func<string, bool> isReached) =>
        Eventually.TrueAsync(async () => isReached((await _kept.Caller.ResultAsync("engine::queue::topic_stats", $$"""{"topic":"{{topic}}"}"""))!));
}
