using System.Text.Json;
using static Iii.DevEngine.Tests.Observers.ObserverScenario;

namespace Iii.DevEngine.Tests.Observers;

/// <summary>What hosts declare and answer, and what becomes of observers when workers come and go.</summary>
public sealed class ObserverHostingTests : IAsyncLifetime
{
    private static readonly TimeSpan s_halfAMinute = TimeSpan.FromSeconds(30);

    private ObserverScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await ObserverScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task Features_areAdvertised_andAFunctionIsConfirmedToWhoDeclaresThem()
    {
        var worker = await _scenario.WorkerAsync("host");
        Assert.Equal(["observe.v1", "observe.v2", "local-dispatch.v1"], worker.EngineFeatures);
        Assert.Equal(
            """{"type":"functionregistered","id":"s::f","namespace":"default","revision":1,"local_dispatch":true,"observers":[]}""",
            (await RegisterAsync(worker, "s::f")).GetRawText());
        Assert.Equal(2, (await RegisterAsync(worker, "s::f")).GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task Features_switchedOff_nothingOfObserversIsKnown()
    {
        await using var scenario = await ObserverScenario.StartAsync(static o => o with { Features = ProtocolFeatures.None });
        var worker = await scenario.WorkerAsync("worker");
        Assert.Empty(worker.EngineFeatures);
        await worker.SendAsync("""{"type":"registerfunction","id":"s::f","private":true}""");
        await worker.SendAsync(ObserveFrame("o1", "s::f", "t::g"));
        await worker.SendAsync("""{"type":"invocationsobserved","items":[]}""");
        await worker.PingAsync();
        Assert.Equal("function_not_found",
            (await worker.CallAsync("engine::observers::get", """{"id":"o1"}""")).GetProperty("error").GetProperty("code").GetString());
        var info = (await worker.CallAsync("engine::functions::info", """{"function_id":"s::f"}""")).GetProperty("result");
        Assert.False(info.TryGetProperty("private", out _));
        Assert.Equal("function_not_found",
            (await worker.CallAsync("state::on-changed")).GetProperty("error").GetProperty("code").GetString());
        var other = await scenario.WorkerAsync("other");
        await other.SendAsync("""{"type":"invokefunction","function_id":"s::f","data":1,"observe_depth":3}""");
        var call = await worker.NextAsync("invokefunction");
        Assert.False(call.TryGetProperty("observe_depth", out _));
        Assert.False(call.TryGetProperty("caller", out _));
    }

    [Fact]
    public async Task Features_onlyTheFirstVersion_hooksOfHostsAreNotRead()
    {
        await using var scenario = await ObserverScenario.StartAsync(static o => o with { Features = ProtocolFeatures.ObserveV1 });
        var host = await scenario.HostAsync("host");
        Assert.Equal(["observe.v1"], host.EngineFeatures);
        Assert.False((await RegisterAsync(host, "s::f")).GetProperty("local_dispatch").GetBoolean());
        var observing = await scenario.HostAsync("observing", "t::g");
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await CallAsync(observing, host, "s::f", answer: "\"result\":1,\"matched\":[]");
        await ActivationAsync(observing);
    }

    [Theory]
    [InlineData(V2, "\"args_format\":{\"type\":5}", "INVALID_ARGS_FORMAT")]
    [InlineData(V2, "\"args_format\":\"object\"", "INVALID_ARGS_FORMAT")]
    [InlineData(V2, "\"args_format\":{\"$ref\":\"#\"}", "INVALID_ARGS_FORMAT")]
    [InlineData(V2, "\"args_format\":{\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/b\"}]},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}", "INVALID_ARGS_FORMAT")]
    [InlineData(V1, "\"args_format\":{}", "UNSUPPORTED")]
    [InlineData(V1, "\"private\":true", "UNSUPPORTED")]
    [InlineData("", "\"observable\":false", "UNSUPPORTED")]
    public async Task Register_whatCannotBe_isRejected_andTheConnectionStays(string features, string fields, string code)
    {
        var worker = await _scenario.WorkerAsync("host", features);
        await worker.SendAsync($$"""{"type":"registerfunction","id":"s::f",{{fields}}}""");
        var rejected = await worker.NextAsync("registrationrejected");
        Assert.Equal((code, "s::f", "default", ""), (
            rejected.GetProperty("code").GetString(), rejected.GetProperty("function_id").GetString(),
            rejected.GetProperty("namespace").GetString(), rejected.GetProperty("owner_worker_id").GetString()));
        await worker.PingAsync();
        Assert.Equal("function_not_found", (await worker.CallAsync("s::f")).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task ArgsFormat_recursionIntoTheValue_isFine()
    {
        var host = await _scenario.HostAsync("host");
        await RegisterAsync(host, "s::f",
            ""","args_format":{"type":"object","properties":{"next":{"$ref":"#"}},"additionalProperties":false}""");
        var observing = await _scenario.HostAsync("observing", "t::g");
        Assert.Equal("INVALID_ARGS", Code(await ObserveAsync(observing, "o1", "s::f", "t::g", ""","args":{"next":{"next":{"x":1}}}""")));
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g", ""","args":{"next":{"next":{}}}""")));
    }

    [Fact]
    public async Task View_saysWhatTheHostMayKnow()
    {
        var (host, observing) = await WorkersAsync();
        await ObserveAsync(observing, "o1", "s::f", "t::g", ""","capture":["error"],"on":"start","deliver":"output" """,
            ""","metadata":{"secret":1},"max_in_flight":3""");
        Assert.Equal(
            """{"type":"observeradded","function_id":"s::f","namespace":"default","revision":2,"observer":{"id":"o1","args":{},"filters":{},"target":"t::g","capture":["error","output"],"on":"start"}}""",
            (await host.NextAsync("observeradded")).GetRawText());
    }

    [Theory]
    [InlineData(""","filters":{"input.n":5}""", "", "INVALID_FILTER")]
    [InlineData(""","filters":[]""", "", "INVALID_FILTER")]
    [InlineData(""","filters":{"input.m":{"$eq":1}}""", "", "INVALID_FILTER_PATH")]
    [InlineData(""","namespace":" " """, "", "INVALID_ARGS")]
    [InlineData(""","namespace":5""", "", "INVALID_ARGS")]
    [InlineData(""","capture":"input" """, "", "INVALID_ARGS")]
    [InlineData("", ""","max_fires":0""", "INVALID_ARGS")]
    [InlineData("", ""","max_fires":1.5""", "INVALID_ARGS")]
    [InlineData("", ""","max_in_flight":-1""", "INVALID_ARGS")]
    [InlineData("", ""","expires_in_ms":"1" """, "INVALID_ARGS")]
    public async Task Observe_invalid_isRefused_andNothingIsStored(string source, string extra, string code)
    {
        var host = await _scenario.HostAsync("host");
        await RegisterAsync(host, "s::f",
            ""","request_format":{"type":"object","properties":{"n":{"type":"integer"}},"additionalProperties":false}""");
        var observing = await _scenario.HostAsync("observing", "t::g");
        var refused = await ObserveAsync(observing, "o1", "s::f", "t::g", source, extra);
        Assert.Equal(("error", code), (State(refused), Code(refused)));
        Assert.Equal("OBSERVER_NOT_FOUND", (await GetAsync(observing, "o1")).GetProperty("code").GetString());
        await host.PingAsync();
    }

    [Fact]
    public async Task Observe_pathThatCannotBeVerified_isAcceptedWithAWarning()
    {
        var host = await _scenario.HostAsync("host");
        await RegisterAsync(host, "s::f", ""","request_format":{"type":"object"}""");
        var observing = await _scenario.HostAsync("observing", "t::g");
        var accepted = await ObserveAsync(observing, "o1", "s::f", "t::g", ""","filters":{"input.n":{"$eq":1}}""");
        Assert.Equal("pending", State(accepted));
        Assert.Contains("input.n", Assert.Single(accepted.GetProperty("warnings").EnumerateArray().ToArray()).GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observe_notObservable_isRefused()
    {
        var host = await _scenario.HostAsync("host");
        await RegisterAsync(host, "s::f", ""","observable":false""");
        var observing = await _scenario.HostAsync("observing", "t::g");
        Assert.Equal("NOT_OBSERVABLE", Code(await ObserveAsync(observing, "o1", "s::f", "t::g")));
    }

    [Fact]
    public async Task Observe_sourceAppearsLater_itsChecksRunThen()
    {
        var observing = await _scenario.HostAsync("observing", "t::g");
        var pending = await ObserveAsync(observing, "o1", "s::f", "t::g", ""","args":{"x":1}""");
        Assert.Equal("pending", State(pending));
        Assert.Equal("OWNER_UNAVAILABLE", Code(await GetAsync(observing, "o1")));
        Assert.Equal("pending", State(await ObserveAsync(observing, "o2", "s::f", "t::g")));
        var host = await _scenario.HostAsync("host");
        var registered = await RegisterAsync(host, "s::f");
        Assert.Equal("o2", Assert.Single(registered.GetProperty("observers").EnumerateArray().ToArray()).GetProperty("id").GetString());
        var rejected = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("error", "INVALID_ARGS"), (State(rejected), Code(rejected)));
        await AckAsync(host, "s::f", "o2", 1);
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
    }

    [Fact]
    public async Task Ack_missingFor30Seconds_isARejection_andTheHostIsToldOfTheEnd()
    {
        var (host, observing) = await WorkersAsync();
        await ObserveAsync(observing, "o1", "s::f", "t::g");
        var added = await host.NextAsync("observeradded");
        _scenario.Time.Advance(s_halfAMinute);
        var rejected = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("error", "OWNER_TIMEOUT"), (State(rejected), Code(rejected)));
        Assert.Equal(3, (await host.NextAsync("observerremoved")).GetProperty("revision").GetInt64());
        await AcceptAsync(host, added);
        await host.PingAsync();
        Assert.Equal("error", State(await GetAsync(observing, "o1")));
    }

    [Fact]
    public async Task Ack_lateRejection_takesTheObserverOut()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await AckAsync(host, "s::f", "o1", 2, "GONE");
        var rejected = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("error", "GONE"), (State(rejected), Code(rejected)));
        Assert.Equal(3, (await host.NextAsync("observerremoved")).GetProperty("revision").GetInt64());
        await CallAsync(observing, host, "s::f");
        await observing.SendAsync("""{"type":"unobserve","id":"o1"}""");
        Assert.Equal("disposed", State(await observing.NextAsync("observerstatechanged")));
        await host.PingAsync();
    }

    [Fact]
    public async Task Rejected_isNotOfferedToTheSameHostAgain_butToAnother()
    {
        var (host, observing) = await WorkersAsync();
        await ObserveAsync(observing, "o1", "s::f", "t::g");
        await host.NextAsync("observeradded");
        await AckAsync(host, "s::f", "o1", 2, "NO");
        await observing.NextAsync("observerstatechanged");
        Assert.Empty((await RegisterAsync(host, "s::f")).GetProperty("observers").EnumerateArray());
        host.Drop();
        await ObserverScenarioWaits.UntilGoneAsync(observing, "host");
        var other = await _scenario.WorkerAsync("other");
        var listed = await RegisterAsync(other, "s::f");
        Assert.Equal("o1", Assert.Single(listed.GetProperty("observers").EnumerateArray().ToArray()).GetProperty("id").GetString());
        Assert.Equal("pending", State(await observing.NextAsync("observerstatechanged")));
    }

    [Fact]
    public async Task Register_again_allObserversWaitForTheAckAgain()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        var listed = await RegisterAsync(host, "s::f");
        Assert.Equal("pending", State(await observing.NextAsync("observerstatechanged")));
        await AckAsync(host, "s::f", "o1", listed.GetProperty("revision").GetInt64());
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
    }

    [Fact]
    public async Task Target_gone_isSuspended_andActiveWhenItIsBack()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await observing.SendAsync("""{"type":"unregisterfunction","id":"t::g"}""");
        var suspended = await observing.NextAsync("observerstatechanged");
        Assert.Equal(("suspended", "TARGET_UNAVAILABLE"), (State(suspended), Code(suspended)));
        await CallAsync(observing, host, "s::f");
        await RegisterAsync(observing, "t::g");
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
        await observing.PingAsync();
    }

    [Fact]
    public async Task Worker_doesNotReturn_itsObserversEndAfter30Seconds()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        observing.Drop();
        await ObserverScenarioWaits.UntilAsync(host, "o1", "suspended");
        _scenario.Time.Advance(s_halfAMinute);
        Assert.Equal("o1", (await host.NextAsync("observerremoved")).GetProperty("id").GetString());
        Assert.Equal("OBSERVER_NOT_FOUND", (await GetAsync(host, "o1")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Id_ofALiveWorker_conflicts_ofADeadOneOfTheSameName_isTakenOver()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        Assert.Equal("OBSERVER_ID_CONFLICT", Code(await ObserveAsync(host, "o1", "s::f", "t::g")));
        observing.Drop();
        await ObserverScenarioWaits.UntilAsync(host, "o1", "suspended");
        Assert.Equal("OBSERVER_ID_CONFLICT", Code(await ObserveAsync(host, "o1", "s::f", "t::g")));

        var again = await _scenario.HostAsync("observing", "t::g");
        await again.SendAsync(ObserveFrame("o1", "s::f", "t::g"));
        Assert.Equal("active", State(await again.NextAsync("observerstatechanged")));
        Assert.Equal("active", State(await again.NextAsync("observeresult")));
        await host.PingAsync();
    }

    [Fact]
    public async Task Replay_unchanged_answersTheState_changed_isAnnouncedAgain()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        Assert.Equal("active", State(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        await host.PingAsync();
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g", ""","filters":{"input.n":{"$eq":1}}""")));
        var again = await host.NextAsync("observeradded");
        Assert.Equal("""{"$and":[{"input.n":{"$eq":1}}]}""", again.GetProperty("observer").GetProperty("filters").GetRawText());
        await AcceptAsync(host, again);
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
        Assert.Equal("INVALID_FILTER", Code(await ObserveAsync(observing, "o1", "s::f", "t::g", ""","filters":5""")));
        await host.NextAsync("observerremoved");
        Assert.Equal("OBSERVER_NOT_FOUND", (await GetAsync(observing, "o1")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Replay_ofAnObserverThatExpiredMeanwhile_answersThatItIsDisposed()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", extra: ""","expires_in_ms":1000""");
        observing.Drop();
        await ObserverScenarioWaits.UntilAsync(host, "o1", "suspended");
        _scenario.Time.Advance(TimeSpan.FromSeconds(2));
        await host.NextAsync("observerremoved");
        var again = await _scenario.HostAsync("observing", "t::g");
        var answer = await ObserveAsync(again, "o1", "s::f", "t::g", extra: ""","expires_in_ms":1000""");
        Assert.Equal(("disposed", "EXPIRED"), (State(answer), Code(answer)));
        Assert.Equal("pending", State(await ObserveAsync(again, "o1", "s::f", "t::g", extra: ""","expires_in_ms":1000""")));
    }

    [Fact]
    public async Task Observe_beforeTheWorkerNamesItself_waitsForIt()
    {
        var (host, _) = await WorkersAsync();
        var observing = await _scenario.WorkerAsync("late", first: ObserveFrame("o1", "s::f", "t::g"));
        Assert.Equal("pending", State(await observing.NextAsync("observeresult")));
        await AcceptAsync(host, await host.NextAsync("observeradded"));
        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
    }

    [Fact]
    public async Task Target_ofAWorkerWithoutObserve_getsTheDataAlone()
    {
        var (host, observing) = await WorkersAsync();
        var old = await _scenario.WorkerAsync("old", features: "");
        await old.RegisterAsync("old::g");
        await ActivateAsync(observing, host, "o1", "s::f", "old::g");
        await CallAsync(observing, host, "s::f");
        var call = await old.NextAsync("invokefunction");
        Assert.Equal("o1", call.GetProperty("data").GetProperty("observer_id").GetString());
        Assert.Equal(["type", "invocation_id", "function_id", "data"], call.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Descriptor_ownerDelivery_routedCallsAreNotLookedAt_reportsAre()
    {
        var host = await _scenario.WorkerAsync("host", V1);
        await RegisterAsync(host, "s::f", ""","observe":{"delivery":"owner","args_format":{"type":"object","required":["site"]}}""");
        var observing = await _scenario.HostAsync("observing", "t::g");
        Assert.Equal("INVALID_ARGS", Code(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        await ActivateAsync(observing, host, "o1", "s::f", "t::g", ""","args":{"site":"n"}""");
        await CallAsync(observing, host, "s::f");
        await observing.PingAsync();
        await host.SendAsync("""{"type":"invocationsobserved","items":[{"function_id":"s::f","invocation_id":"i","matched":["o1"],"status":"success","input":1,"started_at_ms":1,"duration_ms":0}]}""");
        Assert.Equal(1, (await ActivationAsync(observing)).GetProperty("data").GetProperty("input").GetInt32());
    }

    [Fact]
    public async Task Descriptor_allowFalse_isNotObservable()
    {
        var host = await _scenario.WorkerAsync("host", V1);
        await RegisterAsync(host, "s::f", ""","observe":{"allow":false}""");
        var observing = await _scenario.HostAsync("observing", "t::g");
        Assert.Equal("NOT_OBSERVABLE", Code(await ObserveAsync(observing, "o1", "s::f", "t::g")));
    }

    [Fact]
    public async Task Descriptor_legacyTriggerType_bindingsAreObservers()
    {
        var old = await _scenario.WorkerAsync("old", features: "");
        await old.RegisterAsync("old::g");
        await old.BindAsync("b1", "row", "old::g", """{"table":"orders"}""", ""","metadata":{"m":1}""");
        var host = await _scenario.WorkerAsync("host", V1);
        await host.SendAsync("""{"type":"registerfunction","id":"db::on-row","observe":{"delivery":"owner","legacy_trigger_type":"row"}}""");
        await host.NextAsync("functionregistered");
        var added = await host.NextAsync("observeradded");
        Assert.Equal("""{"trigger_type":"row","config":{"table":"orders"}}""",
            added.GetProperty("observer").GetProperty("legacy").GetRawText());
        Assert.Equal(("b1", "old::g"),
            (added.GetProperty("observer").GetProperty("id").GetString(), added.GetProperty("observer").GetProperty("target").GetString()));
        await AcceptAsync(host, added);
        await host.SendAsync("""{"type":"invocationsobserved","items":[{"function_id":"db::on-row","invocation_id":"i","matched":["b1"],"status":"success","input":{"row":1},"started_at_ms":1,"duration_ms":0}]}""");
        var call = await old.NextAsync("invokefunction");
        Assert.Equal("""{"row":1}""", call.GetProperty("data").GetRawText());
        Assert.Equal("""{"m":1}""", call.GetProperty("metadata").GetRawText());
        await old.SendAsync("""{"type":"unregistertrigger","id":"b1","trigger_type":"row"}""");
        Assert.Equal("b1", (await host.NextAsync("observerremoved")).GetProperty("id").GetString());
        await old.BindAsync("b2", "row", "old::g", "{}");
        added = await host.NextAsync("observeradded");
        await AckAsync(host, "db::on-row", "b2", added.GetProperty("revision").GetInt64(), "NO_TABLE");
        var refused = await old.NextAsync("triggerregistrationresult");
        Assert.Equal(("b2", "NO_TABLE"), (refused.GetProperty("id").GetString(), Code(refused)));
    }

    [Fact]
    public async Task Discovery_showsWhatFunctionsDeclare()
    {
        var (host, observing) = await WorkersAsync();
        await RegisterAsync(host, "m::r", ""","private":true,"args_format":{"type":"object"}""");
        await ObserveAsync(observing, "o1", "m::r", "t::g");
        await host.NextAsync("observeradded");
        var row = (await host.CallAsync("engine::functions::list",
            """{"prefix":"m::"}""")).GetProperty("result").GetProperty("functions")[0];
        Assert.Equal(
            """{"args_format":{"type":"object"},"function_id":"m::r","namespace":"default","observable":true,"observer_count":1,"private":true,"worker_name":"host"}""",
            row.GetRawText());
        var listed = (await host.CallAsync("engine::observers::list",
            """{"function_id":"m::r","state":"pending"}""")).GetProperty("result").GetProperty("observers");
        Assert.Equal("o1", Assert.Single(listed.EnumerateArray().ToArray()).GetProperty("id").GetString());
        Assert.Empty((await host.CallAsync("engine::observers::list",
            """{"namespace":"other"}""")).GetProperty("result").GetProperty("observers").EnumerateArray());
    }

    private async Task<(RawWorker Host, RawWorker Observing)> WorkersAsync() =>
        (await _scenario.HostAsync("host", "s::f"), await _scenario.HostAsync("observing", "t::g"));
}
