namespace Iii.DevEngine.Tests.Modules;

/// <summary>What modules have started ends with whoever wanted it, and with the engine.</summary>
public sealed class EndTests
{
    [Fact]
    public async Task The_engine_ends_while_everything_is_under_way()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "m::hang", "m::cron");
        await worker.BindAsync("t1", "state", "m::hang", "{}");
        await worker.BindAsync("t2", "subscribe", "m::hang", """{"topic":"t"}""");
        await worker.BindAsync("t3", "durable:subscriber", "m::hang", """{"topic":"t","queue_config":{"visibilityTimeout":60}}""");
        await worker.BindAsync("t4", "durable:subscriber", "m::hang", """{"topic":"later","queue_config":{"delaySeconds":60}}""");
        await worker.BindAsync("t5", "stream", "m::hang", """{"stream_name":"s"}""");
        await worker.BindAsync("t6", "cron", "m::cron", """{"expression":"* * * * * *"}""");
        var caller = await engine.WorkerAsync("caller");
        foreach (var (function, data) in new[]
        {
            ("state::set", """{"scope":"s","key":"k","value":1}"""),
            ("publish", """{"topic":"t","data":1}"""),
            ("iii::durable::publish", """{"topic":"t","data":1}"""),
            ("iii::durable::publish", """{"topic":"later","data":1}"""),
            ("stream::set", """{"stream_name":"s","group_id":"g","item_id":"i","data":1}"""),
        })
        {
            await caller.ResultAsync(function, data);
        }

        await engine.Time.PassAsync(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("invokefunction", (await worker.NextAsync()).GetProperty("type").GetString());
        }

        await engine.Engine.DisposeAsync().AsTask().WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task A_worker_that_leaves_takes_its_bindings_along()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "m::f");
        await worker.BindAsync("t1", "cron", "m::f", """{"expression":"0 * * * * *"}""");
        await worker.BindAsync("t2", "durable:subscriber", "m::f", """{"topic":"t"}""");
        await worker.BindAsync("t3", "state", "m::f", "{}");
        await worker.BindAsync("t4", "stream", "m::f", """{"stream_name":"s"}""");
        var watcher = await engine.WorkerAsync("watcher", "m::left");
        await watcher.BindAsync("t5", "engine::workers-available", "m::left", "{}");
        worker.Drop();
        await watcher.ServeAsync();
        Assert.Equal("""{"registered_triggers":[]}""", await watcher.ResultAsync("engine::registered-triggers::list", """{"worker":"worker"}"""));
        Assert.Equal("""{"config":null,"consumer_count":0,"depth":0,"dlq_depth":0}""", await watcher.ResultAsync("engine::queue::topic_stats", """{"topic":"t"}"""));

        // The name of the job is free.
        var next = await engine.WorkerAsync("next", "m::f");
        await next.BindAsync("t1", "cron", "m::f", """{"expression":"0 * * * * *"}""");
        await next.PingAsync();
    }

    [Fact]
    public async Task A_call_that_waits_for_a_worker_inside_a_module_ends_when_the_worker_leaves()
    {
        await using var engine = await TestEngine.StartAsync();
        var keeper = await engine.WorkerAsync("keeper", "stream::get(own)");
        var caller = await engine.WorkerAsync("caller");
        var asking = caller.ErrorAsync("stream::get", """{"stream_name":"own","group_id":"g","item_id":"i"}""");
        await keeper.NextAsync();
        keeper.Drop();
        Assert.Equal("invocation_stopped: Invocation stopped", await asking);
    }
}
