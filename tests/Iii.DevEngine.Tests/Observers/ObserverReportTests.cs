using System.Text.Json;
using System.Text.Json.Nodes;
using static Iii.DevEngine.Tests.Observers.ObserverScenario;

namespace Iii.DevEngine.Tests.Observers;

/// <summary>Calls that stay in their worker, as the worker reports them.</summary>
public sealed class ObserverReportTests : IAsyncLifetime
{
    private static readonly string[] s_own = ["activation_id", "invocation_id", "started_at_ms", "duration_ms"];

    private ObserverScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await ObserverScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Theory]
    [InlineData("\"result\":{\"b\":1,\"a\":1.50}", "\"status\":\"success\",\"output\":{\"b\":1,\"a\":1.50}")]
    [InlineData("\"result\":null", "\"status\":\"success\",\"output\":null")]
    [InlineData("\"error\":{\"code\":\"C\",\"message\":\"m\",\"stacktrace\":\"x\"}",
        "\"status\":\"error\",\"error\":{\"code\":\"C\",\"message\":\"m\"}")]
    public async Task E11_TheSameCall_routedAndLocal_givesTheSameEnvelope(string answer, string item)
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g",
            ""","on":"complete","capture":["input","output","error","caller","metadata"]""");
        const string handler = ""","caller":{"function_id":"s::h","invocation_id":"i-1"}""";
        await CallAsync(host, host, "s::f", """{"z":1,"a":2}""", answer, handler + ""","metadata":{"m":1}""");
        var routed = Comparable((await ActivationAsync(observing)).GetProperty("data"));
        await ReportAsync(host,
            $$"""{"function_id":"s::f","namespace":"default","invocation_id":"i-2","matched":["o1"],"input":{"z":1,"a":2},"metadata":{"m":1}{{handler}},{{item}},"started_at_ms":1795000000000,"duration_ms":3.25,"observe_depth":0}""");
        var local = (await ActivationAsync(observing)).GetProperty("data");
        Assert.Equal(("i-2", 1795000000000, 3.25), (
            local.GetProperty("invocation_id").GetString(), local.GetProperty("started_at_ms").GetInt64(),
                local.GetProperty("duration_ms").GetDouble()));
        Assert.Equal(routed, Comparable(local));
    }

    [Fact]
    public async Task E12_ManyLocalCalls_rightAfterTheAck_allActivate()
    {
        const int calls = 500;
        var (host, observing) = await WorkersAsync();
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g", extra: ""","max_in_flight":1024""")));
        await AcceptAsync(host, await host.NextAsync("observeradded"));
        for (var i = 0; i < calls; i += 50)
        {
            await host.SendAsync($$"""{"type":"invocationsobserved","items":[{{string.Join(',', Enumerable.Range(i, 50).Select(n => Item("o1", n)))}}]}""");
        }

        Assert.Equal("active", State(await observing.NextAsync("observerstatechanged")));
        for (var i = 0; i < calls; i++)
        {
            Assert.Equal(i, (await observing.NextAsync("invokefunction")).GetProperty("data").GetProperty("input").GetInt32());
        }

        Assert.Equal(calls, (await GetAsync(observing, "o1")).GetProperty("fires").GetInt32());
    }

    [Fact]
    public async Task E21_ReportForADisposedObserver_isDropped()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await observing.SendAsync("""{"type":"unobserve","id":"o1"}""");
        await host.NextAsync("observerremoved");
        await observing.NextAsync("observerstatechanged");
        await ReportAsync(host, Item("o1", 1));
        await observing.PingAsync();
        Assert.Equal([("INACTIVE", 1)], _scenario.Engine.Engine.Core.Observers.Dropped.All);
    }

    [Fact]
    public async Task Report_forAnObserverThatIsNotActive_isCountedAsInactive()
    {
        var (host, observing) = await WorkersAsync();
        Assert.Equal("pending", State(await ObserveAsync(observing, "o1", "s::f", "t::g")));
        var added = await host.NextAsync("observeradded");
        await ReportAsync(host, Item("o1", 1));
        await AcceptAsync(host, added);
        await observing.NextAsync("observerstatechanged");
        Assert.Equal(1, await DroppedAsync(observing, "o1", "INACTIVE"));
    }

    [Fact]
    public async Task Report_ofAFunctionOfAnotherWorker_isCountedAsInactive()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await ReportAsync(observing, Item("o1", 1));
        Assert.Equal(1, await DroppedAsync(observing, "o1", "INACTIVE"));
    }

    [Fact]
    public async Task Report_carriesDepthAndTrace_andTheValueOnce()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await ReportAsync(host,
            $$"""{"function_id":"s::f","invocation_id":"i","matched":["o1"],"status":"success","input":[1],"output_is_input":true,"started_at_ms":1,"duration_ms":0,"observe_depth":2,"traceparent":"{{trace}}"}""");
        var activation = await ActivationAsync(observing);
        Assert.Equal(3, activation.GetProperty("observe_depth").GetInt32());
        Assert.Equal(trace, activation.GetProperty("traceparent").GetString());
        Assert.Equal("[1]", activation.GetProperty("data").GetProperty("output").GetRawText());
        Assert.Equal(
            $$"""{"worker_id":"{{host.Id}}","worker_name":"host"}""", activation.GetProperty("data").GetProperty("caller").GetRawText());
        await ReportAsync(host, Item("o1", 1, depth: 8));
        await observing.PingAsync();
        Assert.Equal(1, await DroppedAsync(observing, "o1", "LOOP_GUARD"));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("""{"invocation_id":"i","status":"success","started_at_ms":1,"duration_ms":0}""")]
    [InlineData("""{"function_id":"s::f","status":"success","started_at_ms":1,"duration_ms":0}""")]
    [InlineData("""{"function_id":"s::f","invocation_id":"i","status":"maybe","started_at_ms":1,"duration_ms":0}""")]
    [InlineData("""{"function_id":"s::f","invocation_id":"i","status":"success","duration_ms":0}""")]
    public async Task Report_itemMalformed_theOthersCount(string item)
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        await ReportAsync(host, item + "," + Item("o1", 7));
        Assert.Equal(7, (await ActivationAsync(observing)).GetProperty("data").GetProperty("input").GetInt32());
    }

    [Fact]
    public async Task Stats_areCounted_andDroppedReportsAreShown()
    {
        var (host, observing) = await WorkersAsync();
        await ActivateAsync(observing, host, "o1", "s::f", "t::g");
        for (var i = 0; i < 2; i++)
        {
            await host.SendAsync("""{"type":"localinvocationstats","window_ms":10000,"functions":[{"function_id":"s::f","count":40,"errors":2,"duration_ms_sum":15.5},{"function_id":"t::g","count":1}],"dropped_reports":[{"function_id":"s::f","reason":"BUFFER_FULL","count":12},{"function_id":"*","reason":"TOO_LARGE","count":1}]}""");
        }

        await host.PingAsync();
        Assert.Equal(24, await DroppedAsync(observing, "o1", "BUFFER_FULL"));
        var info = (await host.CallAsync("engine::functions::info", """{"function_id":"s::f"}""")).GetProperty("result");
        Assert.Equal("""{"count":80,"duration_ms_sum":31,"errors":4}""", info.GetProperty("local_invocations").GetRawText());
    }

    private static string Item(string observer, int input, int depth = 0) =>
        $$"""{"function_id":"s::f","namespace":"default","invocation_id":"i-{{input}}","matched":["{{observer}}"],"status":"success","input":{{input}},"started_at_ms":1,"duration_ms":0.5,"observe_depth":{{depth}}}""";

    private static async Task ReportAsync(RawWorker host, string items)
    {
        await host.SendAsync($$"""{"type":"invocationsobserved","items":[{{items}}]}""");
        await host.PingAsync();
    }

    /// <summary>An envelope without what differs in any case.</summary>
    private static string Comparable(JsonElement envelope)
    {
        var copy = JsonNode.Parse(envelope.GetRawText())!.AsObject();
        foreach (var name in s_own)
        {
            Assert.True(copy.Remove(name));
        }

        (copy["error"] as JsonObject)?.Remove("stacktrace");
        return copy.ToJsonString();
    }

    private async Task<(RawWorker Host, RawWorker Observing)> WorkersAsync() =>
        (await _scenario.HostAsync("host", "s::f"), await _scenario.HostAsync("observing", "t::g"));
}
