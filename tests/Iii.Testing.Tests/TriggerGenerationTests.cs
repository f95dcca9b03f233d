using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Iii.DevEngine;

namespace Iii.Testing.Tests;

/// <summary>One worker, every kind of trigger, every generation of the engine: the handlers get the same.</summary>
public sealed class TriggerGenerationTests
{
    public static TheoryData<IIIEngineGeneration?> Generations { get; } =
        [IIIEngineGeneration.V0_23, IIIEngineGeneration.V0_24, IIIEngineGeneration.V0_25, IIIEngineGeneration.V0_26, IIIEngineGeneration.V0_27, null];

    [Theory, MemberData(nameof(Generations))]
    public async Task Cron_isDue_handlerGetsTheTick(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(generation, w => w.RegisterTrigger("cron", "on::event", """{"expression":"0 * * * * *"}"""));
        await test.Host.AdvanceAsync(TimeSpan.FromMinutes(1));

        var tick = await EventAsync(test);
        Assert.Equal(0, tick.GetProperty("scheduled_time").GetDateTimeOffset().Second);
        Assert.True(tick.TryGetProperty("actual_time", out _));
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task State_isChanged_handlerGetsTheChange(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(
            generation, w => w.RegisterTrigger("state", "on::event", """{"scope":"users","key":"ada"}"""));
        await CallAsync(test, "state::set", """{"scope":"users","key":"bob","value":1}""");
        await CallAsync(test, "state::set", """{"scope":"users","key":"ada","value":{"age":36}}""");

        var change = await EventAsync(test);
        Assert.Equal(
            ("state", "state:created", "users", "ada", """{"age":36}"""),
            (Text(change, "type"), Text(change, "event_type"), Text(change, "scope"), Text(change, "key"), change.GetProperty("new_value").GetRawText()));
        await test.Host.SettleAsync();
        Assert.Single(test.Host.Invocations, i => i.FunctionId == "on::event");
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task Subscribe_topicIsPublished_handlerGetsTheDataAlone(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(generation, w => w.RegisterTrigger("subscribe", "on::event", """{"topic":"users.login"}"""));
        await CallAsync(test, "publish", """{"topic":"users.logout","data":1}""");
        await CallAsync(test, "publish", """{"topic":"users.login","data":{"user":"ada"}}""");

        Assert.Equal("""{"user":"ada"}""", (await EventAsync(test)).GetRawText());
        await test.Host.SettleAsync();
        Assert.Single(test.Host.Invocations, i => i.FunctionId == "on::event");
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task Queue_messageIsPublished_handlerGetsItAndAnErrorBringsItAgain(IIIEngineGeneration? generation)
    {
        var tries = 0;
        await using var test = await StartAsync(
            generation,
            w => w.RegisterTrigger("durable:subscriber", "on::event", """{"topic":"emails","queue_config":{"maxRetries":3,"backoffDelayMs":100}}"""),
            _ => Interlocked.Increment(ref tries) == 1 ? throw new IIIException("busy", "Not now.") : "null");
        await CallAsync(test, "iii::durable::publish", """{"topic":"emails","data":{"to":"ada"}}""");
        Assert.Equal("""{"to":"ada"}""", (await EventAsync(test)).GetRawText());

        await test.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("""{"to":"ada"}""", (await EventAsync(test)).GetRawText());
        Assert.Equal(2, tries);
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task Http_requestComes_handlerAnswersIt(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(
            generation,
            w => w.RegisterTrigger("http", "on::event", """{"api_path":"/orders/:id","http_method":"POST"}"""),
            request => $$$"""{"status_code":201,"body":{"id":{{{request.GetProperty("path_params").GetProperty("id").GetRawText()}}},"n":{{{request.GetProperty("body").GetProperty("n").GetRawText()}}}}}""");

        using var response = await test.Host.Http.PostAsync(new Uri("/orders/7", UriKind.Relative), new StringContent("""{"n":2}""", Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.Created, """{"id":"7","n":2}"""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task Stream_itemIsSet_handlerGetsTheChange(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(
            generation, w => w.RegisterTrigger("stream", "on::event", """{"stream_name":"chat","group_id":"lobby"}"""));
        await CallAsync(test, "stream::set", """{"stream_name":"chat","group_id":"other","item_id":"1","data":{}}""");
        await CallAsync(test, "stream::set", """{"stream_name":"chat","group_id":"lobby","item_id":"1","data":{"text":"hi"}}""");

        var change = await EventAsync(test);
        Assert.Equal(("chat", "lobby", "1"), (Text(change, "streamName"), Text(change, "groupId"), Text(change, "id")));
        Assert.Equal("""{"text":"hi"}""", change.GetProperty("event").GetProperty("data").GetRawText());
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task Configuration_isSet_handlerGetsTheChange(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(
            generation,
            w => w.RegisterTrigger("configuration", "on::event", """{"configuration_id":"limits","event_types":["configuration:updated"]}"""));
        await CallAsync(
            test, "configuration::register", """{"id":"limits","name":"Limits","description":"","schema":{"type":"object"},"initial_value":{"n":1}}""");
        await CallAsync(test, "configuration::set", """{"id":"limits","value":{"n":2}}""");

        var change = await EventAsync(test);
        Assert.Equal(("configuration:updated", "limits"), (Text(change, "event_type"), Text(change, "id")));
        Assert.Equal("""{"n":2}""", change.GetProperty("new_value").GetRawText());
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task Log_recordIsWritten_handlerGetsTheRecordsOfTheLevel(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(generation, w => w.RegisterTrigger("log", "on::event", """{"level":"error"}"""));
        await CallAsync(test, "engine::log::warn", """{"message":"no"}""");
        await CallAsync(test, "engine::log::error", """{"message":"yes"}""");

        Assert.Equal("yes", Text(await EventAsync(test), "body"));
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task WorkersAndFunctionsAvailable_aWorkerComes_handlersGetTheChange(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(generation, w => w.RegisterTrigger("engine::workers-available", "on::event", "{}"));
        await test.Host.AddWorkerAsync("late", worker => worker.RegisterRawFunction("late::f", (payload, _) => ValueTask.FromResult(payload)));

        Assert.StartsWith("worker_", Text(await EventAsync(test), "event"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Generations))]
    public async Task Condition_answersFalse_handlerIsNotCalled(IIIEngineGeneration? generation)
    {
        await using var test = await StartAsync(
            generation, w => w.RegisterTrigger("state", "on::event", """{"scope":"users","condition_function_id":"is::open"}"""));
        await CallAsync(test, "state::set", """{"scope":"users","key":"closed","value":1}""");
        await CallAsync(test, "state::set", """{"scope":"users","key":"open","value":1}""");

        Assert.Equal("open", Text(await EventAsync(test), "key"));
        await test.Host.SettleAsync();
        Assert.False(test.Events.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_26)]
    [InlineData(IIIEngineGeneration.V0_27)]
    public async Task StartAsync_triggerWithoutAnEqual_throwsUnsupported(IIIEngineGeneration generation)
    {
        var refused = await Assert.ThrowsAnyAsync<IIIException>(() => StartAsync(generation, w => w.RegisterTrigger("trace", "on::event", "{}")));
        Assert.Equal(ObserverErrorCodes.Unsupported, refused.Code);
    }

    private static async Task<RunningWorker> StartAsync(
        IIIEngineGeneration? generation, Action<IIIWorker> register, Func<JsonElement, string>? answer = null)
    {
        var events = Channel.CreateUnbounded<JsonElement>();
        var host = await IIITestHost.StartAsync(
            worker =>
            {
                worker.RegisterRawFunction("on::event", (payload, _) =>
                {
                    var json = JsonDocument.Parse(payload).RootElement.Clone();
                    events.Writer.TryWrite(json);
                    return ValueTask.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(answer?.Invoke(json) ?? "null"));
                });
                worker.RegisterRawFunction("is::open", (payload, _) =>
                {
                    using var json = JsonDocument.Parse(payload);
                    var isOpen = json.RootElement.GetProperty("key").GetString() == "open";
                    return ValueTask.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(isOpen ? "true" : "false"));
                });
                register(worker);
            },
            new IIITestHostOptions { Generation = generation });
        return new RunningWorker(host, events);
    }

    private static async Task CallAsync(RunningWorker test, string functionId, string payload)
    {
        await test.Host.SettleAsync();
        await test.Host.Client.CallRawAsync(functionId, Encoding.UTF8.GetBytes(payload));
    }

    private static async Task<JsonElement> EventAsync(RunningWorker test) =>
        await test.Events.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private sealed record RunningWorker(IIITestHost Host, Channel<JsonElement> Events) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
