using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests.Observers;

/// <summary>Triggers on engines with and without them: the form is decided anew for each connection.</summary>
public sealed class TriggerGenerationTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IIIWorker _worker;
    private Task _running = Task.CompletedTask;

    public TriggerGenerationTests() => _worker = Create(null);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => EndAsync(_worker);

    [Fact]
    public async Task Trigger_engineNotIntroduced_isNotSent()
    {
        RegisterCron();
        var session = await ConnectAsync();
        Assert.DoesNotContain(await session.WrittenAsync(), IsTriggerOrObserver);
    }

    [Fact]
    public async Task Trigger_engineWithoutObservers_isSentAsTrigger()
    {
        var trigger = RegisterCron();
        var session = await ConnectAsync(FakeSession.WorkerRegistered);

        var frame = Assert.Single(await session.WrittenAsync(), IsTriggerOrObserver);
        Assert.Equal(("registertrigger", trigger.Id), (Text(frame, "type"), Text(frame, "id")));
    }

    [Fact]
    public async Task Trigger_engineWithObserveV1Only_isSentAsTrigger()
    {
        RegisterCron();
        var session = await ConnectAsync("""{"type":"workerregistered","worker_id":"w","features":["observe.v1"]}""");

        Assert.Equal("registertrigger", Text(Assert.Single(await session.WrittenAsync(), IsTriggerOrObserver), "type"));
    }

    [Fact]
    public async Task Trigger_engineWithObserveV2_isSentAsObserverOfTheSameId()
    {
        var trigger = RegisterCron("[1]");
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);

        var frame = Assert.Single(await session.WrittenAsync(), IsTriggerOrObserver);
        Assert.Equal(
            $$$"""{"type":"observe","id":"{{{trigger.Id}}}","source":{"function_id":"cron::on-tick","args":{"expression":"* * * * * *"},"deliver":"input"},"target":{"function_id":"f::tick"},"metadata":[1]}""",
            frame.GetRawText());
    }

    [Fact]
    public async Task Trigger_reconnectToAnotherGeneration_isSentInTheOtherForm()
    {
        var trigger = RegisterCron();
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        Assert.Equal("observe", Text(Assert.Single(await session.WrittenAsync(), IsTriggerOrObserver), "type"));

        session = await ReconnectAsync(session, """{"type":"workerregistered","worker_id":"w","features":["observe.v1"]}""");
        var written = (await session.WrittenAsync()).Where(IsTriggerOrObserver).ToList();
        Assert.Equal(["registertrigger", "unobserve"], written.Select(f => Text(f, "type")).Order());

        session = await ReconnectAsync(session, FakeSession.WorkerRegisteredV2);
        var again = Assert.Single(await session.WrittenAsync(), IsTriggerOrObserver);
        Assert.Equal(("observe", trigger.Id), (Text(again, "type"), Text(again, "id")));
    }

    [Fact]
    public async Task Unregister_onEngineWithObserveV2_sendsUnobserve()
    {
        var trigger = RegisterCron();
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        session.Send($$"""{"type":"observeresult","id":"{{trigger.Id}}","state":"active"}""");
        await session.WrittenAsync();

        Assert.True(trigger.Unregister());
        var frame = await session.NextAsync("unobserve");
        Assert.Equal(trigger.Id, Text(frame, "id"));
    }

    [Fact]
    public async Task Observer_isRefused_triggerHasTheErrorAndTheEventIsRaised()
    {
        var rejected = new TaskCompletionSource<TriggerRejection>(TaskCreationOptions.RunContinuationsAsynchronously);
        _worker.TriggerRejected += r => rejected.TrySetResult(r);
        var trigger = RegisterCron();
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        session.Send($$$"""{"type":"observeresult","id":"{{{trigger.Id}}}","state":"error","error":{"code":"INVALID_CRON_EXPRESSION","message":"no"}}""");

        var rejection = await rejected.Task.WaitAsync(TestTimeout.Default);
        Assert.Equal(new TriggerRejection(trigger.Id, "cron", "f::tick", "INVALID_CRON_EXPRESSION", "no"), rejection);
        Assert.Equal("INVALID_CRON_EXPRESSION", trigger.Error?.Code);
        Assert.Equal([rejection], _worker.RefusedTriggers);
        Assert.Equal("INVALID_CRON_EXPRESSION", (await Assert.ThrowsAsync<IIIException>(() => trigger.WaitUntilBoundAsync())).Code);
    }

    [Fact]
    public async Task WaitUntilBoundAsync_observerBecomesActive_returns()
    {
        var trigger = RegisterCron();
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        session.Send($$"""{"type":"observeresult","id":"{{trigger.Id}}","state":"active"}""");
        await session.HandledAsync();

        await trigger.WaitUntilBoundAsync().WaitAsync(TestTimeout.Default);
    }

    [Theory]
    [InlineData("trace")]
    public async Task Run_firstEngineHasNoEqualOfATrigger_endsWithUnsupported(string type)
    {
        _worker.RegisterTrigger(type, "f::tick", "{}");
        _ = await ConnectAsync(FakeSession.WorkerRegisteredV2);

        var refused = await Assert.ThrowsAnyAsync<IIIException>(() => _running.WaitAsync(TestTimeout.Default));
        Assert.Equal(ObserverErrorCodes.Unsupported, refused.Code);
        Assert.Equal(IIIConnectionState.Failed, _worker.State);
    }

    [Fact]
    public async Task Reconnect_laterEngineHasNoEqualOfATrigger_workerStaysAndTriggerIsRefused()
    {
        var trigger = _worker.RegisterTrigger("trace", "f::tick", "{}");
        var session = await ConnectAsync(FakeSession.WorkerRegistered);
        Assert.Null(trigger.Error);

        session = await ReconnectAsync(session, FakeSession.WorkerRegisteredV2);
        session.SendCall(1, "f::tick", "7");
        Assert.Equal((1, "7"), await session.NextAnswerAsync());
        Assert.Equal(ObserverErrorCodes.Unsupported, Assert.Single(_worker.RefusedTriggers).Code);
        Assert.Equal(IIIConnectionState.Connected, _worker.State);

        session = await ReconnectAsync(session, FakeSession.WorkerRegistered);
        await session.HandledAsync();
        Assert.Null(trigger.Error);
    }

    [Theory]
    [InlineData("""{"type":"invocationresult","invocation_id":"ID","function_id":"engine::functions::info","result":{}}""", "own")]
    [InlineData("""{"type":"invocationresult","invocation_id":"ID","function_id":"engine::functions::info","error":{"code":"NOT_FOUND","message":"no"}}""", "default")]
    public async Task Observer_ofAWorkerWithANamespace_looksThereFirst(string answer, string expected)
    {
        var worker = Create("own");
        worker.RegisterTrigger("cron", "f::tick", """{"expression":"* * * * * *"}""");
        _running = worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        session.Send(FakeSession.WorkerRegisteredV2);

        JsonElement asked;
        do
        {
            asked = await session.NextAsync("invokefunction");
        }
        while (Text(asked, "function_id") is not "engine::functions::info");

        Assert.Equal("""{"function_id":"cron::on-tick","namespace":"own"}""", asked.GetProperty("data").GetRawText());
        session.Send(answer.Replace("ID", Text(asked, "invocation_id"), StringComparison.Ordinal));

        var frame = await session.NextAsync("observe");
        Assert.Equal(expected, Text(frame.GetProperty("source"), "namespace"));
        Assert.Equal("own", Text(frame.GetProperty("target"), "namespace"));
        await EndAsync(worker);
    }

    [Theory]
    [InlineData("state", "{}", """{"key":"k"}""", """{"key":"k"}""")]
    [InlineData("state", "{}", """{"observer_id":"OBSERVER","activation_id":"a1","function_id":"state::on-changed","input":{"key":"k"}}""", """{"key":"k"}""")]
    [InlineData("state", "{}", """{"observer_id":"OBSERVER","activation_id":"other","input":{"key":"k"}}""", """{"observer_id":"OBSERVER","activation_id":"other","input":{"key":"k"}}""")]
    [InlineData("subscribe", """{"topic":"t"}""", """{"topic":"t","data":[1,2]}""", "[1,2]")]
    [InlineData("subscribe", """{"topic":"t"}""", """{"observer_id":"OBSERVER","activation_id":"a1","input":{"topic":"t","data":"x"}}""", "\"x\"")]
    public async Task Activation_ofATrigger_handlerGetsWhatTheTriggerWouldSend(string type, string config, string data, string expected)
    {
        var trigger = _worker.RegisterTrigger(type, "f::tick", config);
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        await session.HandledAsync();

        Activate(session, trigger.Id, data);
        Assert.Equal((1, expected.Replace("OBSERVER", trigger.Id, StringComparison.Ordinal)), await session.NextAnswerAsync());
    }

    [Fact]
    public async Task Activation_ofAnObserverThatIsNoTrigger_keepsTheEnvelope()
    {
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        const string Envelope = """{"observer_id":"o","activation_id":"a1","input":1}""";
        Activate(session, "o", Envelope);
        Assert.Equal((1, Envelope), await session.NextAnswerAsync());
    }

    [Theory]
    [InlineData("\"result\":true", "5")]
    [InlineData("\"result\":null", "5")]
    [InlineData("\"result\":false", "null")]
    [InlineData("\"error\":{\"code\":\"x\",\"message\":\"y\"}", "null")]
    public async Task Condition_isAskedByTheWorker_andDecidesWhetherTheHandlerRuns(string answer, string expected)
    {
        var trigger = _worker.RegisterTrigger("subscribe", "f::tick", """{"topic":"t","condition_function_id":"f::is-open"}""");
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        await session.HandledAsync();
        Activate(session, trigger.Id, """{"topic":"t","data":5}""");

        JsonElement asked;
        do
        {
            asked = await session.NextAsync("invokefunction");
        }
        while (Text(asked, "function_id") is not "f::is-open");

        Assert.Equal("5", asked.GetProperty("data").GetRawText());
        session.Send($$"""{"type":"invocationresult","invocation_id":"{{Text(asked, "invocation_id")}}","function_id":"f::is-open",{{answer}}}""");
        Assert.Equal((1, expected), await session.NextAnswerAsync());
    }

    [Fact]
    public async Task Condition_ofAnHttpTrigger_refusesWithStatus422()
    {
        var trigger = _worker.RegisterTrigger("http", "f::tick", """{"api_path":"/a","http_method":"GET","condition_function_id":"f::is-open"}""");
        var session = await ConnectAsync(FakeSession.WorkerRegisteredV2);
        await session.HandledAsync();
        Activate(session, trigger.Id, """{"path":"/a"}""");

        JsonElement asked;
        do
        {
            asked = await session.NextAsync("invokefunction");
        }
        while (Text(asked, "function_id") is not "f::is-open");

        session.Send($$"""{"type":"invocationresult","invocation_id":"{{Text(asked, "invocation_id")}}","function_id":"f::is-open","result":false}""");
        var (_, response) = await session.NextAnswerAsync();
        using var json = JsonDocument.Parse(response);
        Assert.Equal(422, json.RootElement.GetProperty("status_code").GetInt32());
    }

    private static void Activate(FakeSession session, string observerId, string data) => session.Send(
        $$$"""
        {"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"f::tick","data":{{{data.Replace("OBSERVER", observerId, StringComparison.Ordinal)}}},
        "observe_depth":1,"activation":{"observer_id":"{{{observerId}}}","activation_id":"a1"}}
        """);

    private static bool IsTriggerOrObserver(JsonElement frame) => Text(frame, "type") is "registertrigger" or "observe" or "unobserve";

    private static string Text(JsonElement frame, string name) => frame.GetProperty(name).GetString()!;

    /// <summary>Time must move for the waits of a stop: the scripted engine confirms nothing.</summary>
    private async Task EndAsync(IIIWorker worker)
    {
        var ending = worker.DisposeAsync().AsTask();
        await Eventually.EndsAsync(ending, () => _time.Advance(TimeSpan.FromSeconds(1)));

        await ending;
    }

    private IIIWorker Create(string? workerNamespace)
    {
        var worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Name = "test";
            options.Namespace = workerNamespace;
            options.Transport = _engine;
            options.TimeProvider = _time;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        worker.RegisterRawFunction("f::tick", (payload, _) => ValueTask.FromResult(payload));
        return worker;
    }

    private IIITriggerRegistration RegisterCron(string? metadata = null) =>
        _worker.RegisterTrigger("cron", "f::tick", """{"expression":"* * * * * *"}""", new TriggerOptions { Metadata = metadata });

    private async Task<FakeSession> ConnectAsync(string? introduction = null)
    {
        _running = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        if (introduction is not null)
        {
            session.Send(introduction);
        }

        return session;
    }

    private async Task<FakeSession> ReconnectAsync(FakeSession session, string introduction)
    {
        session.Drop();
        var next = _engine.NextSessionAsync();
        await Eventually.EndsAsync(next, () => _time.Advance(TimeSpan.FromSeconds(1)));

        var second = await next;
        second.Send(introduction);
        return second;
    }
}
