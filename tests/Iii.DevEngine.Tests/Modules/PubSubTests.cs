namespace Iii.DevEngine.Tests.Modules;

public sealed class PubSubTests
{
    [Fact]
    public async Task An_event_reaches_every_subscriber_of_its_topic_and_nobody_else()
    {
        await using var engine = await TestEngine.StartAsync();
        var first = await engine.WorkerAsync("first", "m::first");
        var second = await engine.WorkerAsync("second", "m::second");
        var other = await engine.WorkerAsync("other", "m::other");
        await first.BindAsync("t1", "subscribe", "m::first", """{"topic":"orders"}""", ""","metadata":{"m":1}""");
        await second.BindAsync("t2", "subscribe", "m::second", """{"topic":"orders"}""");
        await other.BindAsync("t3", "subscribe", "m::other", """{"topic":"other"}""");
        var caller = await engine.WorkerAsync("caller");
        Assert.Null(await caller.ResultAsync("publish", """{"topic":"orders","data":{"n":1}}"""));
        foreach (var subscriber in new[] { first, second })
        {
            var call = await subscriber.NextAsync();
            Assert.Equal("""{"n":1}""", call.GetProperty("data").GetRawText());
            Assert.False(call.TryGetProperty("metadata", out _), "as in the real engine");
        }

        await other.PingAsync();
    }

    [Fact]
    public async Task A_subscriber_that_leaves_takes_nobody_with_it()
    {
        await using var engine = await TestEngine.StartAsync();
        var stays = await engine.WorkerAsync("stays", "m::stays");
        var leaves = await engine.WorkerAsync("leaves", "m::leaves");
        await stays.BindAsync("t1", "subscribe", "m::stays", """{"topic":"orders"}""");
        await leaves.BindAsync("t2", "subscribe", "m::leaves", """{"topic":"orders"}""");
        await leaves.SendAsync("""{"type":"unregistertrigger","id":"t2"}""");
        await leaves.PingAsync();
        await stays.SendAsync("""{"type":"invokefunction","function_id":"publish","data":{"topic":"orders","data":1}}""");
        Assert.Equal("1", await stays.ServeAsync());
        await leaves.PingAsync();
    }

    [Theory]
    [InlineData("""{"topic":"","data":1}""", "topic_not_set: Topic is not set")]
    [InlineData("""{"data":1}""", "deserialization_error: Failed to deserialize input for publish: missing field `topic`")]
    [InlineData("""{"topic":"a"}""", "deserialization_error: Failed to deserialize input for publish: missing field `data`")]
    public async Task An_event_without_a_topic_or_data_is_refused(string input, string error)
    {
        await using var engine = await TestEngine.StartAsync();
        var caller = await engine.WorkerAsync("caller");
        Assert.Equal(error, await caller.ErrorAsync("publish", input));
    }
}
