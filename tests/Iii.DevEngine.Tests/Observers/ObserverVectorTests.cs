using System.Text.Json;
using static Iii.DevEngine.Tests.Observers.ObserverScenario;

namespace Iii.DevEngine.Tests.Observers;

/// <summary>
/// The vectors of the engine in the specification of the observer protocol, by their numbers: routed calls, states, policies.
/// </summary>
public sealed class ObserverVectorTests : IAsyncLifetime
{
    private ObserverScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await ObserverScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task E1_Filters_onInputOutputAndCaller_oneOfThreeCallsActivates()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(
            observing, host, "o1", "s::f", "t::g",
            ""","filters":{"input.total":{"$gte":500},"output.ok":{"$eq":true},"caller.worker_name":{"$eq":"caller"}}""");
        Assert.Equal("""{"ok":true}""",
            (await CallAsync(caller, host, "s::f", """{"total":900}""", """ "result":{"ok":true}""")).GetProperty("result").GetRawText());
        await CallAsync(caller, host, "s::f", """{"total":10}""", """ "result":{"ok":true}""");
        await CallAsync(caller, host, "s::f", """{"total":900}""", """ "result":{"ok":false}""");

        var envelope = (await ActivationAsync(observing)).GetProperty("data");
        Assert.Equal("""{"total":900}""", envelope.GetProperty("input").GetRawText());
        Assert.Equal("""{"ok":true}""", envelope.GetProperty("output").GetRawText());
        Assert.Equal("caller", envelope.GetProperty("caller").GetProperty("worker_name").GetString());
        Assert.Equal("o1", envelope.GetProperty("observer_id").GetString());
        Assert.Equal("success", envelope.GetProperty("status").GetString());
        Assert.Equal("s::f", envelope.GetProperty("function_id").GetString());
        Assert.Equal("default", envelope.GetProperty("namespace").GetString());
        await observing.PingAsync();
    }

    [Fact]
    public async Task E2_OnError_capturesInputAndError_envelopeHasNeitherOutputNorCaller()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", ""","on":"error","capture":["input","error"]""",
            ""","metadata":{"team":"payments"}""");
        await CallAsync(caller, host, "s::f", """{"n":1}""");
        var failed = await CallAsync(caller, host, "s::f", """{"n":2}""",
            """ "error":{"code":"DECLINED","message":"no","stacktrace":"at x"}""");
        Assert.Equal("DECLINED", failed.GetProperty("error").GetProperty("code").GetString());

        var activation = await ActivationAsync(observing);
        var envelope = activation.GetProperty("data");
        Assert.Equal(
            ["activation_id", "duration_ms", "error", "function_id", "input", "invocation_id", "namespace", "observer_id", "started_at_ms",
                "status"],
            envelope.EnumerateObject().Select(p => p.Name));
        Assert.Equal("DECLINED", envelope.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("error", envelope.GetProperty("status").GetString());
        Assert.Equal("""{"n":2}""", envelope.GetProperty("input").GetRawText());
        Assert.Equal("""{"team":"payments"}""", activation.GetProperty("metadata").GetRawText());
        await observing.PingAsync();
    }

    [Fact]
    public async Task E3_TargetNotRegistered_pendingUntilItIs()
    {
        var host = await _scenario.HostAsync("host", "s::f");
        var observing = await _scenario.WorkerAsync("observing");
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        await AcceptAsync(host, await host.NextAsync("observeradded"));
        await host.PingAsync();
        var pending = await GetAsync(observing, "o1");
        Assert.Equal(("pending", "TARGET_UNAVAILABLE"), (State(pending), Code(pending)));
        await RegisterAsync(observing, "t::g");
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
    }

    [Fact]
    public async Task E4_TargetIsSource_isRefused_andTheIdIsFree()
    {
        var (host, observing, _) = await WorkersAsync();
        var refused = await ObserveAsync(observing, "o1", "s::f", "s::f");
        Assert.Equal(("error", "SELF_TARGET"), (State(refused), Code(refused)));
        await observing.SendAsync("""{"type":"unobserve","id":"o1"}""");
        await observing.PingAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
    }

    [Fact]
    public async Task E5_Args_thatTheFunctionDoesNotTake_areRefusedBeforeTheHostIsAsked()
    {
        var (host, observing, _) = await WorkersAsync();
        await RegisterAsync(host, "m::r",
            ""","args_format":{"type":"object","required":["site"],"additionalProperties":false,"properties":{"site":{"type":"string"}}}""");
        Assert.Equal("INVALID_ARGS", Code(await ObserveAsync(observing, "o1", "s::f", "t::g", ""","args":{"site":"north"}""")));
        Assert.Equal("INVALID_ARGS", Code(await ObserveAsync(observing, "o1", "m::r", "t::g", ""","args":{}""")));
        Assert.Equal("INVALID_ARGS", Code(await ObserveAsync(observing, "o1", "m::r", "t::g")));
        Assert.Equal("INVALID_ARGS", Code(await ObserveAsync(observing, "o1", "m::r", "t::g", ""","args":{"site":1}""")));
        await host.PingAsync();
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "m::r", "t::g", ""","args":{"site":"north"}""")));
        Assert.Equal("""{"site":"north"}""",
            (await host.NextAsync("observeradded")).GetProperty("observer").GetProperty("args").GetRawText());
        Assert.Equal("pending", State(await ObserveAsync(observing, "o2", "s::f", "t::g", ""","args":{}""")));
    }

    [Fact]
    public async Task E6_MaxFires_isReached_observerIsDisposed()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","max_fires":1""");
        for (var i = 0; i < 3; i++)
        {
            await caller.SendAsync($$$"""{"type":"invokefunction","invocation_id":"{{{Guid.NewGuid()}}}","function_id":"s::f","data":{"n":{{{i}}}}}""");
        }

        for (var i = 0; i < 3; i++)
        {
            await AnswerAsync(host, await host.NextAsync("invokefunction"));
        }

        await ActivationAsync(observing);
        var disposed = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("disposed", "MAX_FIRES", 1), (State(disposed), Code(disposed), disposed.GetProperty("fires").GetInt32()));
        Assert.Equal("o1", (await host.NextAsync("observerremoved")).GetProperty("id").GetString());
        await host.PingAsync();
        await observing.PingAsync();
        Assert.Equal("OBSERVER_NOT_FOUND", (await GetAsync(observing, "o1")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task E7_Expired_doesNotFire_andIsDisposed()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","expires_in_ms":300""");
        _scenario.Time.Advance(TimeSpan.FromMilliseconds(500));
        var disposed = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("disposed", "EXPIRED"), (State(disposed), Code(disposed)));
        await host.NextAsync("observerremoved");
        await CallAsync(caller, host, "s::f");
        await observing.PingAsync();
    }

    [Fact]
    public async Task E8_Unobserved_doesNotFire()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await observing.SendAsync("""{"type":"unobserve","id":"o1"}""");
        var disposed = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("disposed", "UNOBSERVED"), (State(disposed), Code(disposed)));
        var removed = await host.NextAsync("observerremoved");
        Assert.Equal(("s::f", "default", 3, "o1"), (
            removed.GetProperty("function_id").GetString(), removed.GetProperty("namespace").GetString(),
                removed.GetProperty("revision").GetInt64(), removed.GetProperty("id").GetString()));
        await CallAsync(caller, host, "s::f");
        await observing.PingAsync();
    }

    [Fact]
    public async Task E9_WorkerReattaches_itsObserverIsActiveAgain()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        observing.Drop();
        await UntilAsync(caller, "o1", "suspended");
        Assert.Equal("OBSERVER_DISCONNECTED", Code(await GetAsync(caller, "o1")));

        var again = await _scenario.WorkerAsync(
            "observing", first: $$"""{"type":"reattach","previous_worker_id":"{{observing.Id}}","reattach_token":"{{observing.Token}}"}""");
        await RegisterAsync(again, "t::g");
        Assert.Equal("active", State(await again.NextAsync("observerstatechanged")));
        Assert.Equal("active", State(await ObserveAsync(again, "o1", "s::f", "t::g")));
        await CallAsync(caller, host, "s::f");
        Assert.Equal("o1", (await ActivationAsync(again)).GetProperty("data").GetProperty("observer_id").GetString());
        Assert.Equal(1, (await GetAsync(again, "o1")).GetProperty("fires").GetInt32());
    }

    [Fact]
    public async Task E10_SourceIsCalledByItsTarget_theChainEndsAfterEightActivations()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await CallAsync(caller, host, "s::f");
        for (var depth = 1; depth <= 8; depth++)
        {
            var activation = await observing.NextAsync("invokefunction");
            Assert.Equal(depth, activation.GetProperty("observe_depth").GetInt32());
            await observing.SendAsync($$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"s::f","data":{},"observe_depth":{{depth}}}""");
            var nested = await host.NextAsync("invokefunction");
            Assert.Equal(depth, nested.GetProperty("observe_depth").GetInt32());
            await AnswerAsync(host, nested);
            await host.PingAsync();
            await observing.NextAsync("invocationresult");
            await AnswerAsync(observing, activation);
        }

        await observing.PingAsync();
        Assert.Equal(1, await DroppedAsync(observing, "o1", "LOOP_GUARD"));
    }

    [Fact]
    public async Task E13_MatchHook_onlyTheMatchedWhoseFilterSaysYesFire()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "a", "s::f", "t::g");
        await ActivateAsync(observing, host, "b", "s::f", "t::g", ""","filters":{"input.n":{"$eq":2}}""");
        await ActivateAsync(observing, host, "c", "s::f", "t::g");
        var answer = await CallAsync(caller, host, "s::f", """{"n":1}""", """ "result":5,"matched":["b","a"]""");
        Assert.Equal(["type", "invocation_id", "function_id", "result"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("a", (await ActivationAsync(observing)).GetProperty("data").GetProperty("observer_id").GetString());
        await CallAsync(caller, host, "s::f", """{"n":2}""", """ "result":5,"matched":["b","unknown"]""");
        Assert.Equal("b", (await ActivationAsync(observing)).GetProperty("data").GetProperty("observer_id").GetString());
        await observing.PingAsync();
    }

    [Theory]
    [InlineData(""" "result":5,"matched":[]""")]
    [InlineData(""" "result":5,"delivered":true""")]
    [InlineData(""" "result":5,"delivered":true,"matched":["o1"]""")]
    public async Task E14_MatchedNobodyOrDelivered_nothingFires_andTheFieldsAreNotForwarded(string answer)
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        var result = await CallAsync(caller, host, "s::f", "{}", answer);
        Assert.Equal(["type", "invocation_id", "function_id", "result"], result.EnumerateObject().Select(p => p.Name));
        await observing.PingAsync();
    }

    [Fact]
    public async Task E15_CallThrough_targetGetsPayloadAndMetadata_itsResultIsTheCallers()
    {
        var (host, observing, _) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","metadata":{"binding":"r1"}""");
        var id = Guid.NewGuid();
        await host.SendAsync($$$"""{"type":"invokefunction","invocation_id":"{{{id}}}","function_id":"t::g","data":{"path":"/users/7"},"caller":{"function_id":"s::f","invocation_id":"i-1"},"activation":{"observer_id":"o1"}}""");
        var call = await ActivationAsync(observing, "\"result\":{\"status_code\":200}");
        Assert.Equal("""{"path":"/users/7"}""", call.GetProperty("data").GetRawText());
        Assert.Equal("""{"binding":"r1"}""", call.GetProperty("metadata").GetRawText());
        Assert.Equal($$"""{"function_id":"s::f","invocation_id":"i-1","worker_id":"{{host.Id}}","worker_name":"host"}""",
            call.GetProperty("caller").GetRawText());
        Assert.Equal(1, call.GetProperty("observe_depth").GetInt32());
        Assert.Equal("o1", call.GetProperty("activation").GetProperty("observer_id").GetString());
        Assert.True(Guid.TryParse(call.GetProperty("activation").GetProperty("activation_id").GetString(), out _));
        Assert.NotEqual(id.ToString(), call.GetProperty("invocation_id").GetString());
        var answer = await host.NextAsync("invocationresult");
        Assert.Equal(id.ToString(), answer.GetProperty("invocation_id").GetString());
        Assert.Equal("""{"status_code":200}""", answer.GetProperty("result").GetRawText());
        Assert.Equal(1, (await GetAsync(observing, "o1")).GetProperty("fires").GetInt32());
    }

    [Fact]
    public async Task E16_CallThrough_byAnotherWorkerOrOfNoObserver_isRefused()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        Assert.StartsWith("NOT_FUNCTION_OWNER: ", await ThroughErrorAsync(caller, "o1"), StringComparison.Ordinal);
        Assert.StartsWith("OBSERVER_NOT_FOUND: ", await ThroughErrorAsync(host, "o2"), StringComparison.Ordinal);
        await observing.SendAsync("""{"type":"unobserve","id":"o1"}""");
        await host.NextAsync("observerremoved");
        Assert.StartsWith("OBSERVER_NOT_FOUND: ", await ThroughErrorAsync(host, "o1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E17_HostRejects_observerStaysInErrorUntilItIsReplayed()
    {
        var (host, observing, caller) = await WorkersAsync();
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        var added = await host.NextAsync("observeradded");
        await AckAsync(host, "s::f", "o1", added.GetProperty("revision").GetInt64(), "UNKNOWN_SITE");
        var rejected = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("error", "UNKNOWN_SITE"), (State(rejected), Code(rejected)));
        await host.PingAsync();
        Assert.Equal("error", State(await GetAsync(caller, "o1")));

        observing.Drop();
        await ObserverScenarioWaits.UntilGoneAsync(caller, "observing");
        var again = await _scenario.WorkerAsync(
            "observing", first: $$"""{"type":"reattach","previous_worker_id":"{{observing.Id}}","reattach_token":"{{observing.Token}}"}""");
        var replayed = await ObserveAsync(again, "o1", "s::f", "t::g");
        Assert.Equal(("error", "UNKNOWN_SITE"), (State(replayed), Code(replayed)));
        Assert.Equal("OBSERVER_NOT_FOUND", (await GetAsync(caller, "o1")).GetProperty("code").GetString());
        await host.PingAsync();
    }

    [Fact]
    public async Task E18_Ack_withAnOldRevision_isIgnored()
    {
        var (host, observing, _) = await WorkersAsync();
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        Assert.Equal(2, (await host.NextAsync("observeradded")).GetProperty("revision").GetInt64());
        await AckAsync(host, "s::f", "o1", 1);
        await host.PingAsync();
        await observing.PingAsync();
        await AckAsync(host, "s::f", "o1", 2);
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
    }

    [Fact]
    public async Task E19_HostReconnects_observersArePendingUntilItAcksTheNewRevision()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        host.Drop();
        var lost = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("pending", "OWNER_UNAVAILABLE"), (State(lost), Code(lost)));

        var again = await _scenario.WorkerAsync("host");
        var registered = await RegisterAsync(again, "s::f");
        var revision = registered.GetProperty("revision").GetInt64();
        Assert.Equal(3, revision);
        Assert.Equal("o1", registered.GetProperty("observers")[0].GetProperty("id").GetString());
        await AckAsync(again, "s::f", "o1", revision - 1);
        await again.PingAsync();
        await observing.PingAsync();
        await AckAsync(again, "s::f", "o1", revision);
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
        await CallAsync(caller, again, "s::f");
        await ActivationAsync(observing);
    }

    [Fact]
    public async Task E20_PrivateFunction_isForbiddenToOthers_asCallAndAsTarget()
    {
        var (host, observing, caller) = await WorkersAsync();
        await RegisterAsync(host, "s::private", ""","private":true""");
        Assert.StartsWith("FORBIDDEN: ", await caller.ErrorAsync("s::private"), StringComparison.Ordinal);
        Assert.Equal("FORBIDDEN", Code(await ObserveAsync(observing, "o1", "s::f", "s::private")));
        await host.PingAsync();
        await ActivateAsync(observing, host, "o2", "s::private", "t::g");
        await CallAsync(host, host, "s::private");
        Assert.Equal("s::private", (await ActivationAsync(observing)).GetProperty("data").GetProperty("function_id").GetString());
    }

    [Fact]
    public async Task E22_Deliver_outputOrInput_targetGetsTheBareValue()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "a", "s::f", "t::g", ""","deliver":"input" """);
        await ActivateAsync(observing, host, "b", "s::f", "t::g", ""","deliver":"output" """);
        await CallAsync(caller, host, "s::f", """{"in":1}""", """ "result":[2]""");
        Assert.Equal("""{"in":1}""", (await ActivationAsync(observing)).GetProperty("data").GetRawText());
        Assert.Equal("[2]", (await ActivationAsync(observing)).GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task E23_Activation_carriesCallerDepthAndBothIds()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await CallAsync(caller, host, "s::f", extra: $$""","traceparent":"{{trace}}","baggage":"a=1" """);
        var activation = await ActivationAsync(observing);
        var envelope = activation.GetProperty("data");
        var observed = envelope.GetProperty("invocation_id").GetString();
        Assert.Equal($$"""{"function_id":"s::f","invocation_id":"{{observed}}","worker_name":"iii-engine"}""",
            activation.GetProperty("caller").GetRawText());
        Assert.Equal(1, activation.GetProperty("observe_depth").GetInt32());
        Assert.Equal("o1", activation.GetProperty("activation").GetProperty("observer_id").GetString());
        Assert.Equal(envelope.GetProperty("activation_id").GetString(),
            activation.GetProperty("activation").GetProperty("activation_id").GetString());
        Assert.Equal(trace, activation.GetProperty("traceparent").GetString());
        Assert.False(activation.TryGetProperty("metadata", out _));
        Assert.False(envelope.TryGetProperty("_caller_worker_id", out _));
    }

    [Fact]
    public async Task E24_CallFromAHandler_carriesTheHandlerAndTheWorker()
    {
        var (host, _, caller) = await WorkersAsync();
        const string parent = """{"worker_name":"front","function_id":"p::q","parent":{"function_id":"x"}}""";
        const string asserted = $$"""{"function_id":"c::h","invocation_id":"i-9","worker_name":"forged","parent":{{parent}}}""";
        await caller.SendAsync(
            $$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"s::f","data":{},"caller":{{asserted}}}""");
        var call = await host.NextAsync("invokefunction");
        Assert.Equal(
            $$$"""{"function_id":"c::h","invocation_id":"i-9","parent":{"function_id":"p::q","worker_name":"front"},"worker_id":"{{{caller.Id}}}","worker_name":"caller"}""",
            call.GetProperty("caller").GetRawText());
        Assert.False(call.TryGetProperty("observe_depth", out _));
        Assert.False(call.TryGetProperty("activation", out _));
    }

    [Fact]
    public async Task E28_DeliverOutput_besideAnEnvelope_eachInItsOwnShape()
    {
        var (host, observing, caller) = await WorkersAsync();
        await ActivateAsync(observing, host, "a", "s::f", "t::g", ""","deliver":"output" """);
        await ActivateAsync(observing, host, "b", "s::f", "t::g");
        for (var i = 0; i < 3; i++)
        {
            await CallAsync(caller, host, "s::f", "{}", $"\"result\":{i}");
            Assert.Equal(i, (await ActivationAsync(observing)).GetProperty("data").GetInt32());
            Assert.Equal(i, (await ActivationAsync(observing)).GetProperty("data").GetProperty("output").GetInt32());
        }
    }

    [Fact]
    public async Task E29_Get_showsTheFilterInNormalForm()
    {
        var (_, observing, _) = await WorkersAsync();
        await ObserveAsync(observing, "o1", "s::f", "t::g", ""","filters":{"input.b":{"$lt":5,"$gt":1},"$and":[{"input.a":{"$eq":1}}]}""");
        Assert.Equal("""{"$and":[{"input.a":{"$eq":1}},{"input.b":{"$gt":1,"$lt":5}}]}""",
            (await GetAsync(observing, "o1")).GetProperty("filters").GetRawText());
    }

    [Fact]
    public async Task E30_HostWithoutObserve_getsNoFrames_andItsRoutedCallsActivate()
    {
        var host = await _scenario.WorkerAsync("old", features: "");
        await host.RegisterAsync("s::f");
        var observing = await _scenario.HostAsync("observing", "t::g");
        var caller = await _scenario.WorkerAsync("caller");
        Assert.Equal("active", State(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        await host.PingAsync();
        await caller.SendAsync(
            $$$"""{"type":"invokefunction","invocation_id":"{{{Guid.NewGuid()}}}","function_id":"s::f","data":{"n":1},"action":{"type":"void"}}""");
        var call = await host.NextAsync("invokefunction");
        Assert.False(call.TryGetProperty("caller", out _));
        await AnswerAsync(host, call, "\"result\":1,\"matched\":[],\"delivered\":true");
        Assert.Equal("""{"n":1}""", (await ActivationAsync(observing)).GetProperty("data").GetProperty("input").GetRawText());
    }

    private static Task<string> ThroughErrorAsync(RawWorker worker, string observer) =>
        ErrorAsync(worker, $$""","activation":{"observer_id":"{{observer}}"}""");

    private static async Task<string> ErrorAsync(RawWorker worker, string extra)
    {
        var error = (await worker.CallAsync("t::g", "{}", extra)).GetProperty("error");
        return $"{error.GetProperty("code").GetString()}: {error.GetProperty("message").GetString()}";
    }

    private static Task UntilAsync(RawWorker worker, string id, string state) => ObserverScenarioWaits.UntilAsync(worker, id, state);

    /// <summary>The host of <c>s::f</c>, an observing worker with the target <c>t::g</c>, and a caller.</summary>
    private async Task<(RawWorker Host, RawWorker Observing, RawWorker Caller)> WorkersAsync() =>
        (await _scenario.HostAsync("host", "s::f"), await _scenario.HostAsync("observing", "t::g"), await _scenario.WorkerAsync("caller"));
}
