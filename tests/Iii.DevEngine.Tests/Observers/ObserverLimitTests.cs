using System.Globalization;
using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Tests.Kept;
using static Iii.DevEngine.Tests.Observers.ObserverScenario;

namespace Iii.DevEngine.Tests.Observers;

/// <summary>Bounds of observers, their order, who may use them, and what is recorded of them.</summary>
public sealed class ObserverLimitTests
{
    [Fact]
    public async Task MaxInFlight_one_activationsRunOneAfterTheOther_inOrder()
    {
        await using var scenario = await ObserverScenario.StartAsync();
        var (host, observing) = await WorkersAsync(scenario);
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","max_in_flight":1""");
        for (var i = 0; i < 5; i++)
        {
            await CallAsync(host, host, "s::f", i.ToString(CultureInfo.InvariantCulture));
        }

        for (var i = 0; i < 5; i++)
        {
            var activation = await observing.NextAsync("invokefunction");
            Assert.Equal(i, activation.GetProperty("data").GetProperty("input").GetInt32());
            await observing.PingAsync();
            await AnswerAsync(observing, activation);
        }
    }

    [Fact]
    public async Task Calls_ofManyCallersAtOnce_eachActivatesOnce_andNoMoreRunThanMay()
    {
        const int callers = 4;
        const int callsOfEach = 50;
        await using var scenario = await ObserverScenario.StartAsync();
        var (host, observing) = await WorkersAsync(scenario);
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","max_in_flight":2""");
        var serving = Task.Run(async () =>
        {
            for (var i = 0; i < callers * callsOfEach; i++)
            {
                await AnswerAsync(host, await host.NextAsync("invokefunction"));
            }
        });
        var calling = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var worker = await scenario.WorkerAsync($"caller-{caller}");
            for (var i = 0; i < callsOfEach; i++)
            {
                Assert.True((await worker.CallAsync("s::f", $"{(caller * callsOfEach) + i}")).TryGetProperty("result", out _));
            }
        })).ToArray();

        var seen = new HashSet<int>();
        while (seen.Count < callers * callsOfEach)
        {
            JsonElement[] running = [await observing.NextAsync("invokefunction"), await observing.NextAsync("invokefunction")];
            Assert.All(running, activation => Assert.True(seen.Add(activation.GetProperty("data").GetProperty("input").GetInt32())));
            await observing.PingAsync();
            await AnswerAsync(observing, running[0]);
            await AnswerAsync(observing, running[1]);
        }

        await serving;
        await Task.WhenAll(calling);
        await observing.PingAsync();
        Assert.Equal(callers * callsOfEach, (await GetAsync(observing, "o1")).GetProperty("fires").GetInt32());
    }

    [Fact]
    public async Task Queue_full_activationsAreDropped_andCountedAsOverflow()
    {
        const int queue = 1024;
        await using var scenario = await ObserverScenario.StartAsync();
        var (host, observing) = await WorkersAsync(scenario);
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","max_in_flight":1""");
        await ReportAsync(host, "o1", queue + 3);
        var first = await observing.NextAsync("invokefunction");
        Assert.Equal(2, await DroppedAsync(observing, "o1", "OVERFLOW"));
        var observer = await GetAsync(observing, "o1");
        Assert.Equal((1, 1, queue),
            (observer.GetProperty("fires").GetInt32(), observer.GetProperty("running").GetInt32(),
                observer.GetProperty("waiting").GetInt32()));
        await AnswerAsync(observing, first);
        Assert.Equal(1, (await observing.NextAsync("invokefunction")).GetProperty("data").GetProperty("input").GetInt32());
    }

    [Fact]
    public async Task WaitingBytes_exceeded_activationsAreDropped()
    {
        await using var scenario = await ObserverScenario.StartAsync(static o => o with { Limits = new() { WaitingActivationBytes = 4_000 } });
        var (host, observing) = await WorkersAsync(scenario);
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","max_in_flight":1""");
        await ReportAsync(host, "o1", 50);
        var first = await observing.NextAsync("invokefunction");
        var observer = await GetAsync(observing, "o1");
        var waiting = observer.GetProperty("waiting").GetInt32();
        Assert.InRange(waiting, 1, 10);
        Assert.Equal(49 - waiting, observer.GetProperty("dropped").GetProperty("OVERFLOW").GetInt32());
        await AnswerAsync(observing, first);
        await observing.NextAsync("invokefunction");
        await ReportAsync(host, "o1", 1);
        Assert.Equal(waiting, (await GetAsync(observing, "o1")).GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task Target_leaves_itsPlaceIsFree()
    {
        await using var scenario = await ObserverScenario.StartAsync();
        var (host, observing) = await WorkersAsync(scenario);
        var target = await scenario.HostAsync("target", "u::g");
        await ActivateAsync(observing, host, "o1", "s::f", "u::g", extra: ""","max_in_flight":1""");
        await ReportAsync(host, "o1", 2);
        await target.NextAsync("invokefunction");
        target.Drop();
        Assert.Equal("suspended", State(await observing.NextAsync("observerstatechanged")));
        var again = await scenario.HostAsync("target-again", "u::g");
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
        Assert.Equal(1, (await again.NextAsync("invokefunction")).GetProperty("data").GetProperty("input").GetInt32());
    }

    [Fact]
    public async Task CallThrough_moreThanMayRun_isAnOverflow_andTooDeepALoop()
    {
        await using var scenario = await ObserverScenario.StartAsync();
        var (host, observing) = await WorkersAsync(scenario);
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","max_in_flight":1""");
        const string through = ""","activation":{"observer_id":"o1"}""";
        await host.SendAsync($$"""{"type":"invokefunction","function_id":"t::g","data":1,"action":{"type":"void"}{{through}}}""");
        var running = await observing.NextAsync("invokefunction");
        Assert.Equal("OVERFLOW", Code(await host.CallAsync("t::g", "2", through)));
        await AnswerAsync(observing, running);
        await observing.PingAsync();
        Assert.Equal("LOOP_GUARD", Code(await host.CallAsync("t::g", "3", through + ""","observe_depth":8""")));
        Assert.Equal("INVALID_ARGS",
            Code(await host.CallAsync("t::g", "4", through + ""","action":{"type":"enqueue","queue":"default"}""")));
        await observing.SendAsync("""{"type":"unregisterfunction","id":"t::g"}""");
        await observing.NextAsync("observerstatechanged");
        Assert.Equal("TARGET_UNAVAILABLE", Code(await host.CallAsync("t::g", "5", through)));
    }

    [Theory]
    [InlineData(2, 9, 9)]
    [InlineData(9, 2, 9)]
    [InlineData(9, 9, 2)]
    public async Task Observers_tooMany_areRefused(int ofWorker, int ofFunction, int all)
    {
        await using var scenario = await ObserverScenario.StartAsync(
            o => o with { Limits = new() { ObserversOfWorker = ofWorker, ObserversOfFunction = ofFunction, Observers = all } });
        var observing = await scenario.HostAsync("observing", "t::g");
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        Assert.Equal("pending", State(await ObserveAsync(observing, "o2", "s::f", "t::g")));
        Assert.Equal("LIMIT_EXCEEDED", Code(await ObserveAsync(observing, "o3", "s::f", "t::g")));
        Assert.Equal("pending", State(await ObserveAsync(observing, "o2", "s::f", "t::g", ""","on":"error" """)));
        await observing.SendAsync("""{"type":"unobserve","id":"o1"}""");
        await observing.NextAsync("observerstatechanged");
        Assert.Equal("pending", State(await ObserveAsync(observing, "o3", "s::f", "t::g")));
    }

    [Fact]
    public async Task ManyObservers_eachWithItsOwnValue_theRightOnesFire()
    {
        const int count = 300;
        await using var scenario = await ObserverScenario.StartAsync();
        var host = await scenario.WorkerAsync("host", features: "");
        await host.RegisterAsync("s::f");
        var observing = await scenario.HostAsync("observing", "t::g");
        for (var i = 0; i < count; i++)
        {
            var filter = $$$""","filters":{"input.n":{"$in":[{{{i}}},{{{i + 1}}}]}}""";
            Assert.Equal("active", State(await ObserveAsync(observing, $"o{i:000}", "s::f", "t::g", filter)));
        }

        await CallAsync(observing, host, "s::f", """{"n":42}""");
        Assert.Equal("o041", (await ActivationAsync(observing)).GetProperty("data").GetProperty("observer_id").GetString());
        Assert.Equal("o042", (await ActivationAsync(observing)).GetProperty("data").GetProperty("observer_id").GetString());
        await observing.PingAsync();
    }

    [Fact]
    public async Task Observers_ofAnEngineThatRestarts_areGone_alsoWithADataDirectory()
    {
        var kept = new KeptEngine();
        await kept.RestartAsync();
        await using (var worker = await RawWorker.ConnectAsync(kept.Engine.Engine, "observing", features: V2))
        {
            Assert.Equal("pending", State(await ObserveAsync(worker, "o1", "s::f", "t::g")));
            Assert.Equal("o1", (await GetAsync(worker, "o1")).GetProperty("id").GetString());
        }

        var caller = await kept.RestartAsync();
        Assert.Equal("OBSERVER_NOT_FOUND", (await GetAsync(caller, "o1")).GetProperty("code").GetString());
        await kept.EndAsync();
    }

    [Fact]
    public async Task Session_withRules_mayObserveAndUseOnlyWhatItMayCall()
    {
        await using var scenario = await ObserverScenario.StartAsync(static o => o with
        {
            WorkerListeners = [new IIIWorkerListenerOptions { Port = 0, Rbac = new IIIRbacOptions { ExposeFunctions = [IIIFunctionFilter.Matching("public::*")] } }],
        });
        var host = await scenario.HostAsync("host", "public::f", "secret::f");
        await using var guest = await RawWorker.ConnectAsync(scenario.Engine.Engine.WorkerListenerUrls[0], "guest", features: V2);
        Assert.Equal("FORBIDDEN", Code(await ObserveAsync(guest, "o1", "secret::f", "public::t")));
        Assert.Equal("FORBIDDEN", Code(await ObserveAsync(guest, "o1", "public::f", "secret::t")));
        Assert.Equal("FORBIDDEN", Code(await ObserveAsync(guest, "o1", "state::on-changed", "public::t")));
        Assert.Equal("pending", State(await ObserveAsync(guest, "o1", "public::f", "public::t")));
        await host.NextAsync("observeradded");
        Assert.Equal("pending", State(await ObserveAsync(guest, "o2", "secret::later", "public::t")));
        await RegisterAsync(host, "secret::later");
        Assert.Equal("FORBIDDEN", Code(await guest.NextAsync("observerstatechanged")));
    }

    [Fact]
    public async Task Connection_withMiddleware_hasNoLocalDispatch()
    {
        await using var scenario = await ObserverScenario.StartAsync(static o => o with { WorkerListeners = [new IIIWorkerListenerOptions { Port = 0, MiddlewareFunctionId = "m::w" }] });
        await using var worker = await RawWorker.ConnectAsync(scenario.Engine.Engine.WorkerListenerUrls[0], "worker", features: V2);
        Assert.False((await RegisterAsync(worker, "s::f")).GetProperty("local_dispatch").GetBoolean());
    }

    [Fact]
    public async Task HostedByHttp_theHostIsNotAsked_andItsCallsActivate()
    {
        var open = new IIIHttpFunctionOptions { BlockPrivateAddresses = false, RequireHttps = false };
        await using var scenario = await ObserverScenario.StartAsync(o => o with { HttpFunctions = open });
        var host = await scenario.WorkerAsync("host");
        var registered = await RegisterAsync(host, "h::f", ""","invocation":{"url":"http://127.0.0.1:1/","method":"POST"}""");
        Assert.False(registered.GetProperty("local_dispatch").GetBoolean());
        var observing = await scenario.HostAsync("observing", "t::g");
        Assert.Equal("active", State(await ObserveAsync(observing, "o1", "h::f", "t::g", ""","on":"error","capture":["input","error"]""")));
        Assert.Equal("http_request_failed", Code(await host.CallAsync("h::f", """{"n":1}""")));
        var envelope = (await ActivationAsync(observing)).GetProperty("data");
        Assert.Equal("""{"n":1}""", envelope.GetProperty("input").GetRawText());
        Assert.Equal("http_request_failed", Code(envelope));
        await host.PingAsync();
    }

    [Theory]
    [InlineData(""","action":{"type":"enqueue","queue":"default"}""", "s::p", "{}")]
    [InlineData("", "engine::queue::enqueue", """{"queue":"default","function_id":"s::p","data":{}}""")]
    public async Task PrivateFunction_enqueuedByAnother_isForbidden(string extra, string function, string data)
    {
        await using var scenario = await ObserverScenario.StartAsync();
        var (host, other) = await WorkersAsync(scenario);
        await RegisterAsync(host, "s::p", ""","private":true""");
        Assert.Equal("FORBIDDEN", Code(await other.CallAsync(function, data, extra)));
        await other.SendAsync("""{"type":"registertrigger","id":"b","trigger_type":"state","function_id":"s::p","config":{}}""");
        Assert.Equal("FORBIDDEN", Code(await other.NextAsync("triggerregistrationresult")));
        await host.PingAsync();
    }

    [Fact]
    public async Task Activation_isRecorded_withItsObserverAndTheObservedCall()
    {
        var log = new InvocationLog(100);
        await using var scenario = await ObserverScenario.StartAsync(o => o with { Recorder = log });
        var (host, observing) = await WorkersAsync(scenario);
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await CallAsync(host, host, "s::f");
        await ActivationAsync(observing);
        await observing.PingAsync();
        var observed = Assert.Single(log.All, static i => i.FunctionId == "s::f");
        var activation = Assert.Single(log.All, static i => i.FunctionId == "t::g");
        Assert.Equal(InvocationKind.Observer, activation.Origin.Kind);
        Assert.Equal(("o1", "s::f"), (activation.Origin.Observer!.Id, activation.Origin.Observer.Source.Id));
        Assert.Equal(observed.Number, activation.Parent);
    }

    [Fact]
    public async Task Engine_disposed_withObserversThatWait_ends()
    {
        var scenario = await ObserverScenario.StartAsync();
        var (host, observing) = await WorkersAsync(scenario);
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","max_in_flight":1,"expires_in_ms":86400000""");
        Assert.Equal("pending", State(await ObserveAsync(observing, "o2", "s::f", "t::g")));
        await ReportAsync(host, "o1", 10, hasAdded: true);
        await scenario.DisposeAsync();
        scenario.Time.Advance(TimeSpan.FromDays(2));
    }

    private static async Task ReportAsync(RawWorker host, string observer, int count, bool hasAdded = false)
    {
        if (hasAdded)
        {
            await host.NextAsync("observeradded");
        }

        var items = Enumerable.Range(0, count).Select(i =>
            $$"""{"function_id":"s::f","invocation_id":"i","matched":["{{observer}}"],"status":"success","input":{{i}},"started_at_ms":1,"duration_ms":0}""");
        await host.SendAsync($$"""{"type":"invocationsobserved","items":[{{string.Join(',', items)}}]}""");
        await host.PingAsync();
    }

    private static async Task<(RawWorker Host, RawWorker Observing)> WorkersAsync(ObserverScenario scenario) =>
        (await scenario.HostAsync("host", "s::f"), await scenario.HostAsync("observing", "t::g"));
}
