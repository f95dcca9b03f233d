using System.Net;
using System.Text;
using System.Text.Json;
using static Iii.DevEngine.Tests.Observers.ObserverScenario;

namespace Iii.DevEngine.Tests.Observers;

/// <summary>The sources that the engine's own modules host.</summary>
public sealed class EventSourceTests : IAsyncLifetime
{
    private ObserverScenario _scenario = null!;
    private RawWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _scenario = await ObserverScenario.StartAsync();
        _worker = await _scenario.HostAsync("worker", "t::g");
    }

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task E25_Publish_observedByTopic_targetGetsTopicAndData()
    {
        await ActiveAsync("o1", "publish", ""","deliver":"input","filters":{"input.topic":{"$eq":"orders"}}""");
        await CallAsync("publish", """{"topic":"others","data":1}""");
        await CallAsync("publish", """{"topic":"orders","data":2}""");
        Assert.Equal("""{"data":2,"topic":"orders"}""", (await ActivationAsync(_worker)).GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task E26_State_changed_targetGetsTheEvent()
    {
        await CallAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        await ActiveAsync("o1", "state::on-changed",
            ""","deliver":"input","filters":{"input.scope":{"$eq":"s"},"input.key":{"$eq":"k"}}""");
        await CallAsync("state::set", """{"scope":"s","key":"other","value":1}""");
        await CallAsync("state::set", """{"scope":"s","key":"k","value":2}""");
        Assert.Equal(
            """{"event_type":"state:updated","key":"k","new_value":2,"old_value":1,"scope":"s","type":"state"}""",
            (await ActivationAsync(_worker)).GetProperty("data").GetRawText());
        await CallAsync("state::delete", """{"scope":"s","key":"k"}""");
        Assert.Equal("state:deleted", (await ActivationAsync(_worker)).GetProperty("data").GetProperty("event_type").GetString());
    }

    [Fact]
    public async Task E27_Http_secondRouteOfTheSameShape_conflicts_andTheFirstServes()
    {
        await ActiveAsync("o1", "http::on-request", ""","args":{"method":"GET","path":"/users/:id"}""", ""","metadata":{"binding":"r1"}""");
        Assert.Equal("HTTP_ROUTE_CONFLICT",
            Code(await ObserveAsync(_worker, "o2", "http::on-request", "t::g", ""","args":{"method":"get","path":"/users/:name"}""")));
        await ActiveAsync("o3", "http::on-request", ""","args":{"method":"POST","path":"/users/:id"}""");

        using var client = new HttpClient { BaseAddress = _scenario.Engine.Engine.HttpUrl };
        var response = client.GetAsync(new Uri("/users/7?q=1", UriKind.Relative));
        var call = await ActivationAsync(_worker, "\"result\":{\"status_code\":201,\"body\":{\"ok\":true}}");
        Assert.Equal(HttpStatusCode.Created, (await response).StatusCode);
        Assert.Equal("""{"ok":true}""", await (await response).Content.ReadAsStringAsync());
        var request = call.GetProperty("data");
        Assert.Equal("""{"id":"7"}""", request.GetProperty("path_params").GetRawText());
        Assert.Equal("""{"q":"1"}""", request.GetProperty("query_params").GetRawText());
        Assert.False(request.TryGetProperty("trigger", out _));
        Assert.Equal("""{"binding":"r1"}""", call.GetProperty("metadata").GetRawText());
        Assert.Equal("o1", call.GetProperty("activation").GetProperty("observer_id").GetString());
    }

    [Fact]
    public async Task Http_filterSaysNo_422_otherMethod_405_unobserved_404()
    {
        await ActiveAsync("o1", "http::on-request", ""","args":{"path":"/only"},"filters":{"input.headers.x-key":{"$eq":"1"}}""");
        using var client = new HttpClient { BaseAddress = _scenario.Engine.Engine.HttpUrl };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.GetAsync(new Uri("/only", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.PostAsync(new Uri("/only", UriKind.Relative), null)).StatusCode);
        await _worker.SendAsync("""{"type":"unobserve","id":"o1"}""");
        await _worker.NextAsync("observerstatechanged");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/only", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Http_routeOfAWorkerThatHasGone_isFree()
    {
        var gone = await _scenario.HostAsync("gone", "u::g");
        Assert.Equal("active", State(await ObserveAsync(gone, "o1", "http::on-request", "u::g", ""","args":{"path":"/r"}""")));
        gone.Drop();
        await ObserverScenarioWaits.UntilAsync(_worker, "o1", "suspended");
        await ActiveAsync("o2", "http::on-request", ""","args":{"path":"/r"}""");

        var again = await _scenario.WorkerAsync("gone",
            first: $$"""{"type":"reattach","previous_worker_id":"{{gone.Id}}","reattach_token":"{{gone.Token}}"}""");
        var replayed = await ObserveAsync(again, "o1", "http::on-request", "u::g", ""","args":{"path":"/r"}""");
        Assert.Equal(("error", "HTTP_ROUTE_CONFLICT"), (State(replayed), Code(replayed)));
    }

    [Theory]
    [InlineData("0 0 9 * * * *")]
    [InlineData("0 0 9 * * *")]
    public async Task Cron_expression_withSixOrSevenFields_fires(string expression)
    {
        await ActiveAsync("o1", "cron::on-tick", $$""","deliver":"input","args":{"expression":"{{expression}}"}""");
        await _scenario.Time.PassAsync(TimeSpan.FromHours(9));
        Assert.Equal(
            $$"""{"actual_time":"2026-01-01T09:00:00+00:00","expression":"{{expression}}","scheduled_time":"2026-01-01T09:00:00+00:00"}""",
            (await ActivationAsync(_worker)).GetProperty("data").GetRawText());
        await _scenario.Time.PassAsync(TimeSpan.FromHours(24));
        await ActivationAsync(_worker);
    }

    [Theory]
    [InlineData("""{"expression":"every day"}""", "INVALID_CRON_EXPRESSION")]
    [InlineData("""{"expression":5}""", "INVALID_ARGS")]
    [InlineData("{}", "INVALID_ARGS")]
    [InlineData("""{"expression":"0 * * * * *","more":1}""", "INVALID_ARGS")]
    public async Task Cron_argsWrong_isRefused(string args, string code) =>
        Assert.Equal(code, Code(await ObserveAsync(_worker, "o1", "cron::on-tick", "t::g", $$""","args":{{args}}""")));

    [Fact]
    public async Task Queue_targetsResultAcknowledges_anErrorIsTriedAgain()
    {
        await ActiveAsync("o1", "queue::on-message", ""","args":{"topic":"jobs","max_retries":1,"backoff_ms":50}""",
            ""","metadata":{"m":1}""");
        await CallAsync("iii::durable::publish", """{"topic":"jobs","data":{"n":1}}""");
        var first = await ActivationAsync(_worker, "\"error\":{\"code\":\"busy\",\"message\":\"m\"}");
        Assert.Equal("""{"n":1}""", first.GetProperty("data").GetRawText());
        Assert.Equal("""{"m":1}""", first.GetProperty("metadata").GetRawText());
        await _scenario.Time.PassAsync(TimeSpan.FromMilliseconds(50));
        await ActivationAsync(_worker, "\"error\":{\"code\":\"busy\",\"message\":\"m\"}");
        await ObserverScenarioWaits.UntilResultAsync(_worker, "engine::queue::topic_stats", """{"topic":"jobs"}""",
            static s => s.GetProperty("dlq_depth").GetInt32() == 1);
    }

    [Fact]
    public async Task Queue_filter_messagesThatDoNotMatchAreDone()
    {
        await ActiveAsync("o1", "queue::on-message", ""","args":{"topic":"jobs"},"filters":{"input.n":{"$gt":1}}""");
        await CallAsync("iii::durable::publish", """{"topic":"jobs","data":{"n":1}}""");
        await CallAsync("iii::durable::publish", """{"topic":"jobs","data":{"n":2}}""");
        Assert.Equal("""{"n":2}""", (await ActivationAsync(_worker)).GetProperty("data").GetRawText());
        await ObserverScenarioWaits.UntilResultAsync(_worker, "engine::queue::topic_stats", """{"topic":"jobs"}""",
            static s => s.GetProperty("depth").GetInt32() == 0);
    }

    [Fact]
    public async Task Queue_targetAway_messagesWaitForIt()
    {
        await ActiveAsync("o1", "queue::on-message", ""","args":{"topic":"jobs"}""");
        await _worker.SendAsync("""{"type":"unregisterfunction","id":"t::g"}""");
        Assert.Equal("suspended", State(await _worker.NextAsync("observerstatechanged")));
        await CallAsync("iii::durable::publish", """{"topic":"jobs","data":1}""");
        await RegisterAsync(_worker, "t::g");
        Assert.Equal("active", State(await _worker.NextAsync("observerstatechanged")));
        Assert.Equal(1, (await ActivationAsync(_worker)).GetProperty("data").GetInt32());
    }

    [Fact]
    public async Task Stream_changed_hasTheNamesForFilters()
    {
        await ActiveAsync("o1", "stream::on-changed",
            ""","deliver":"input","filters":{"input.stream_name":{"$eq":"s"},"input.group_id":{"$eq":"g"},"input.id":{"$eq":"i"}}""");
        await CallAsync("stream::set", """{"stream_name":"s","group_id":"g","item_id":"other","data":1}""");
        await CallAsync("stream::set", """{"stream_name":"s","group_id":"g","item_id":"i","data":2}""");
        var @event = (await ActivationAsync(_worker)).GetProperty("data");
        Assert.Equal(("s", "g", "i"),
            (@event.GetProperty("streamName").GetString(), @event.GetProperty("groupId").GetString(),
                @event.GetProperty("id").GetString()));
        Assert.Equal("""{"data":2,"type":"create"}""", @event.GetProperty("event").GetRawText());
    }

    [Fact]
    public async Task Stream_joinAndLeave_areObserved()
    {
        await ActiveAsync("o1", "stream::on-join", ""","deliver":"input" """);
        await ActiveAsync("o2", "stream::on-leave", ""","deliver":"input" """);
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(_scenario.Engine.Engine.StreamUrl, CancellationToken.None);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("""{"type":"join","data":{"streamName":"s","groupId":"g","subscriptionId":"x"}}"""),
                System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
        Assert.Equal("x", (await ActivationAsync(_worker)).GetProperty("data").GetProperty("subscription_id").GetString());
        socket.Abort();
        var left = await ActivationAsync(_worker);
        Assert.Equal("o2", left.GetProperty("activation").GetProperty("observer_id").GetString());
        Assert.Equal("s", left.GetProperty("data").GetProperty("stream_name").GetString());
    }

    [Fact]
    public async Task Configuration_updated_isObserved()
    {
        await ActiveAsync("o1", "configuration::on-updated",
            ""","deliver":"input","filters":{"input.id":{"$eq":"c"},"input.event_type":{"$in":["configuration:updated"]}}""");
        await CallAsync("configuration::register", """{"id":"c","name":"n","description":"d","schema":{},"initial_value":1}""");
        await CallAsync("configuration::set", """{"id":"c","value":2}""");
        Assert.Equal(2, (await ActivationAsync(_worker)).GetProperty("data").GetProperty("new_value").GetInt32());
    }

    [Fact]
    public async Task Log_isObservedByLevel()
    {
        await ActiveAsync("o1", "observability::on-log", ""","deliver":"input","filters":{"input.level":{"$in":["warn","error"]}}""");
        await CallAsync("engine::log::info", """{"message":"a"}""");
        await CallAsync("engine::log::warn", """{"message":"b"}""");
        var record = (await ActivationAsync(_worker)).GetProperty("data");
        Assert.Equal(("b", "WARN", "warn"),
            (record.GetProperty("body").GetString(), record.GetProperty("severity_text").GetString(),
                record.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task Engine_functionsAndWorkersChanged_areObserved()
    {
        await ActiveAsync("o1", "engine::on-workers-changed", ""","deliver":"input" """);
        var other = await _scenario.WorkerAsync("other");
        var connected = (await ActivationAsync(_worker)).GetProperty("data");
        Assert.Equal($$"""{"event":"worker_connected","worker_id":"{{other.Id}}"}""", connected.GetRawText());

        await ActiveAsync("o2", "engine::on-functions-changed", ""","deliver":"input" """);
        await RegisterAsync(other, "x::y");
        var changed = (await ActivationAsync(_worker)).GetProperty("data");
        Assert.Contains(changed.GetProperty("functions").EnumerateArray(), static f => f.GetProperty("function_id").GetString() == "x::y");
    }

    [Fact]
    public async Task Engine_observersChanged_isObserved()
    {
        var host = await _scenario.HostAsync("host", "s::f");
        var target = await _scenario.HostAsync("target", "u::g");
        Assert.Equal("active", State(await ObserveAsync(
            _worker, "o1", "engine::on-observers-changed", "u::g", ""","deliver":"input","filters":{"input.observer_id":{"$eq":"o2"}}""")));
        Assert.Equal("pending", State(await ObserveAsync(_worker, "o2", "s::f", "t::g")));
        var added = await host.NextAsync("observeradded");
        Assert.Equal(
            """{"function_id":"s::f","namespace":"default","observer_id":"o2","state":"pending","target":"t::g"}""",
            (await ActivationAsync(target)).GetProperty("data").GetRawText());
        await AckAsync(host, "s::f", "o2", added.GetProperty("revision").GetInt64(), "NO");
        Assert.Equal("error", State(await _worker.NextAsync("observerstatechanged")));
        var rejected = (await ActivationAsync(target)).GetProperty("data");
        Assert.Equal("NO", rejected.GetProperty("reason").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Source_calledByAWorker_isForbidden()
    {
        var error = (await _worker.CallAsync("state::on-changed", "{}")).GetProperty("error");
        Assert.Equal("FORBIDDEN", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task State_changedByATarget_theChainEndsAfterEightActivations()
    {
        await ActiveAsync("o1", "state::on-changed", ""","deliver":"input" """);
        await CallAsync("state::set", """{"scope":"s","key":"k","value":0}""");
        for (var depth = 1; depth <= 8; depth++)
        {
            var activation = await _worker.NextAsync("invokefunction");
            Assert.Equal(depth, activation.GetProperty("observe_depth").GetInt32());
            await CallAsync("state::set", $$"""{"scope":"s","key":"k","value":{{depth}}}""", $$""","observe_depth":{{depth}}""");
            await AnswerAsync(_worker, activation);
        }

        await ObserverScenarioWaits.UntilResultAsync(
            _worker, "engine::observers::get", """{"id":"o1"}""",
            static o => o.GetProperty("observer").GetProperty("dropped").TryGetProperty("LOOP_GUARD", out var count)
                && count.GetInt32() == 1);
    }

    private async Task ActiveAsync(string id, string source, string fields, string extra = "") =>
        Assert.Equal("active", State(await ObserveAsync(_worker, id, source, "t::g", fields, extra)));

    private async Task CallAsync(string function, string data, string extra = "")
    {
        var other = await _scenario.WorkerAsync(Guid.NewGuid().ToString("N"), features: "");
        var answer = await other.CallAsync(function, data, extra);
        Assert.False(answer.TryGetProperty("error", out var error), error.ToString());
    }
}
