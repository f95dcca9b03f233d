using System.Text.Json;

namespace Iii.DevEngine.Tests.Modules;

/// <summary>Durable topics: <c>iii::durable::publish</c> and its subscribers.</summary>
public sealed class TopicTests : IAsyncLifetime
{
    private const string Publish = "iii::durable::publish";

    private TestEngine _engine = null!;
    private RawWorker _caller = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync(options => options with { MaxQueuedMessages = 3 });
        _caller = await _engine.WorkerAsync("caller");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Each_function_gets_a_message_once_with_nothing_but_its_data()
    {
        var first = await SubscriberAsync("first", "m::first");
        var second = await SubscriberAsync("second", "m::second");
        await second.BindAsync("again", "durable:subscriber", "m::second", """{"topic":"orders"}""");
        Assert.Null(await _caller.ResultAsync(Publish, """{"topic":"orders","data":{"n":1}}"""));
        foreach (var subscriber in new[] { first, second })
        {
            var call = await subscriber.NextAsync();
            Assert.Equal("""{"n":1}""", call.GetProperty("data").GetRawText());
            Assert.False(call.TryGetProperty("metadata", out _));
            await subscriber.AnswerAsync(call);
            await subscriber.PingAsync();
        }
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_a_wait_that_doubles_and_then_becomes_a_dead_letter()
    {
        var worker = await SubscriberAsync("worker", "m::work");
        await PublishAsync("1");
        foreach (var wait in new[] { 1, 2 })
        {
            await worker.ServeAsync(error: "no");
            await _engine.Time.PassAsync(TimeSpan.FromSeconds(wait));
        }

        await worker.ServeAsync(error: "no");
        var letter = await DeadLetterAsync();
        Assert.Equal("""ErrorBody { code: "no", message: "as told", stacktrace: None }""", letter.GetProperty("error").GetString());
        Assert.Equal("1", letter.GetProperty("payload").GetRawText());
        Assert.Equal(3, letter.GetProperty("retries").GetInt32());
        Assert.Equal(1767225603, letter.GetProperty("failed_at").GetInt64());
        Assert.True(letter.GetProperty("size_bytes").GetInt32() > 200);
        Assert.Equal("""[{"broker_type":"builtin","message_count":1,"topic":"orders"},{"broker_type":"builtin","message_count":0,"topic":"__fn_queue::default"},{"broker_type":"function_queue","message_count":0,"topic":"default"}]""", await _caller.ResultAsync("engine::queue::dlq_topics"));

        Assert.Equal("""{"queue":"orders","redriven":1}""", await _caller.ResultAsync("iii::queue::redrive", """{"topic":"orders"}"""));
        Assert.Equal("1", await worker.ServeAsync());
        Assert.Equal("""{"queue":"orders","redriven":0}""", await _caller.ResultAsync("iii::queue::redrive", """{"queue":"orders"}"""));
    }

    [Fact]
    public async Task One_dead_letter_is_put_back_or_thrown_away()
    {
        var worker = await SubscriberAsync("worker", "m::work", """{"maxRetries":0}""");
        await PublishAsync("1");
        await worker.ServeAsync(error: "no");
        var id = (await DeadLetterAsync()).GetProperty("id").GetString();
        Assert.Equal($$"""{"message_id":"{{id}}","queue":"orders","redriven":1}""", await _caller.ResultAsync("iii::queue::redrive_message", $$"""{"queue":"orders","message_id":"{{id}}"}"""));
        await worker.ServeAsync(error: "no");
        Assert.Equal(id, (await DeadLetterAsync()).GetProperty("id").GetString());
        Assert.Equal($$"""{"message_id":"{{id}}","queue":"orders","redriven":1}""", await _caller.ResultAsync("iii::queue::discard_message", $$"""{"queue":"orders","message_id":"{{id}}"}"""));
        Assert.Equal($$"""{"message_id":"{{id}}","queue":"orders","redriven":0}""", await _caller.ResultAsync("iii::queue::discard_message", $$"""{"queue":"orders","message_id":"{{id}}"}"""));
        Assert.Equal("[]", await _caller.ResultAsync("engine::queue::dlq_messages", """{"topic":"orders"}"""));
    }

    [Fact]
    public async Task No_more_messages_are_worked_on_at_once_than_the_subscriber_says()
    {
        var worker = await SubscriberAsync("worker", "m::work", """{"concurrency":2}""");
        await PublishAsync("1", "2", "3");
        var first = await worker.NextAsync();
        var second = await worker.NextAsync();
        await worker.PingAsync();
        Assert.Equal("""{"config":null,"consumer_count":1,"depth":3,"dlq_depth":0}""", await _caller.ResultAsync("engine::queue::topic_stats", """{"topic":"orders"}"""));
        await worker.AnswerAsync(second);
        Assert.Equal("3", await worker.ServeAsync());
        await worker.AnswerAsync(first);
    }

    [Fact]
    public async Task A_fifo_subscriber_gets_nothing_else_until_a_message_is_done_retries_included()
    {
        var worker = await SubscriberAsync("worker", "m::work", """{"type":"fifo","maxRetries":1,"backoffDelayMs":500}""");
        await PublishAsync("1", "2");
        Assert.Equal("1", await worker.ServeAsync(error: "no"));
        await _engine.Time.PassAsync(TimeSpan.FromMilliseconds(500));
        Assert.Equal("1", await worker.ServeAsync(error: "no"));
        Assert.Equal("2", await worker.ServeAsync());
        Assert.Equal("1", (await DeadLetterAsync()).GetProperty("payload").GetRawText());
    }

    [Fact]
    public async Task A_message_waits_as_long_as_the_subscriber_says()
    {
        var worker = await SubscriberAsync("worker", "m::work", """{"delaySeconds":5}""");
        await PublishAsync("1");
        await worker.PingAsync();
        await _engine.Time.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("1", await worker.ServeAsync());
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_loses_its_message_to_the_next_try()
    {
        var worker = await SubscriberAsync("worker", "m::work", """{"visibilityTimeout":7,"backoffType":"fixed","backoffDelayMs":100,"maxRetries":5}""");
        await PublishAsync("1");
        await worker.NextAsync();
        await _engine.Time.PassAsync(TimeSpan.FromSeconds(7));
        await _engine.Time.PassAsync(TimeSpan.FromMilliseconds(100));
        await worker.NextAsync();
        await _engine.Time.PassAsync(TimeSpan.FromSeconds(7));
        await _engine.Time.PassAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal("1", await worker.ServeAsync());
    }

    [Theory]
    [InlineData("false", null, "")]
    [InlineData("null", "no", """Condition function error: ErrorBody { code: "no", message: "as told", stacktrace: None }""")]
    public async Task A_condition_that_says_no_is_success_and_one_that_fails_is_failure(string verdict, string? error, string letter)
    {
        var worker = await _engine.WorkerAsync("worker", "m::work", "m::if");
        await worker.BindAsync("t1", "durable:subscriber", "m::work", """{"topic":"orders","condition_function_id":"m::if","queue_config":{"maxRetries":0}}""");
        await PublishAsync("1");
        await worker.ServeAsync(verdict, error);
        if (letter.Length > 0)
        {
            Assert.Equal(letter, (await DeadLetterAsync()).GetProperty("error").GetString());
        }

        await UntilAsync("""{"config":null,"consumer_count":1,"depth":0,"dlq_depth":""" + (letter.Length > 0 ? 1 : 0) + "}");
        await worker.PingAsync();
    }

    [Fact]
    public async Task A_message_outlives_the_worker_that_failed_to_do_it()
    {
        var worker = await SubscriberAsync("worker", "m::work");
        await PublishAsync("1");
        await worker.NextAsync();
        worker.Drop();
        await _engine.Time.WaitsAsync(TimeSpan.FromSeconds(1));
        var next = await SubscriberAsync("next", "m::work");
        _engine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("1", await next.ServeAsync());
    }

    [Fact]
    public async Task What_was_published_before_anybody_subscribed_is_kept_and_not_delivered()
    {
        await PublishAsync("1");
        Assert.Equal("""{"config":null,"consumer_count":0,"depth":1,"dlq_depth":0}""", await _caller.ResultAsync("engine::queue::topic_stats", """{"queue":"orders"}"""));
        var worker = await SubscriberAsync("worker", "m::work");
        await PublishAsync("2");
        Assert.Equal("2", await worker.ServeAsync());
        Assert.Equal("""[{"broker_type":"builtin","name":"orders","subscriber_count":1},{"broker_type":"builtin","name":"default","subscriber_count":10}]""", await _caller.ResultAsync("engine::queue::list_topics"));
    }

    [Theory]
    [InlineData(Publish, """{"topic":"","data":1}""", "topic_not_set: Topic is not set")]
    [InlineData(Publish, """{"topic":"t"}""", "deserialization_error: Failed to deserialize input for iii::durable::publish: missing field `data`")]
    [InlineData("iii::queue::redrive", """{"queue":""}""", "queue_not_set: Queue name is required")]
    [InlineData("iii::queue::redrive_message", """{"queue":"q","message_id":""}""", "message_id_not_set: Message ID is required")]
    [InlineData("engine::queue::topic_stats", """{"topic":""}""", "topic_required: topic is required")]
    [InlineData("engine::queue::dlq_messages", """{"topic":""}""", "topic_required: topic is required")]
    public async Task What_is_missing_is_said(string function, string input, string error) => Assert.Equal(error, await _caller.ErrorAsync(function, input));

    [Fact]
    public async Task Queues_that_are_full_take_no_more()
    {
        await PublishAsync("1", "2", "3");
        Assert.Equal("queue_full: The queues hold 3 messages already.", await _caller.ErrorAsync(Publish, """{"topic":"other","data":4}"""));
        await _caller.SendAsync("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::f","data":1,"action":{"type":"enqueue","queue":"default"}}""");
        Assert.Equal("enqueue_error: The queues hold 3 messages already.", (await _caller.NextAsync()).GetProperty("error").GetProperty("message").GetString());
    }

    private async Task<RawWorker> SubscriberAsync(string name, string function, string queueConfig = "null")
    {
        var worker = await _engine.WorkerAsync(name, function);
        await worker.BindAsync(name, "durable:subscriber", function, $$"""{"topic":"orders","queue_config":{{queueConfig}} }""", ""","metadata":{"m":1}""");
        return worker;
    }

    private async Task PublishAsync(params string[] data)
    {
        foreach (var item in data)
        {
            Assert.Null(await _caller.ResultAsync(Publish, $$"""{"topic":"orders","data":{{item}} }"""));
        }
    }

    /// <summary>The first dead letter, as soon as there is one.</summary>
    private async Task<JsonElement> DeadLetterAsync()
    {
        while (true)
        {
            var letters = (await _caller.CallAsync("engine::queue::dlq_messages", """{"topic":"orders"}""")).GetProperty("result");
            if (letters.GetArrayLength() > 0)
            {
                return letters[0];
            }
        }
    }

    private Task UntilAsync(string stats) =>
        Eventually.TrueAsync(async () => await _caller.ResultAsync("engine::queue::topic_stats", """{"topic":"orders"}""") == stats);
}
