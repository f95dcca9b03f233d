using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>What the worker sends and when, against a scripted engine.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IIIWorker _worker;
    private Task _running = Task.CompletedTask;

    public ConnectionTests()
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Name = "fake";
            options.Transport = _engine;
            options.TimeProvider = _time;
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.DrainTimeout = TimeSpan.Zero;
            options.MaxOfflineCalls = 2;
        });
        _worker.RegisterRawFunction("f::echo", (payload, _) => ValueTask.FromResult(payload));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _worker.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task The_worker_introduces_itself_before_it_registers()
    {
        _worker.RegisterTrigger("cron", "f::echo", """{"expression":"* * * * * *"}""");
        var session = await ConnectAsync();
        session.Send(FakeSession.WorkerRegistered);
        var first = await session.NextAsync();
        Assert.Equal("engine::workers::register", first.GetProperty("function_id").GetString());
        Assert.Equal("void", first.GetProperty("action").GetProperty("type").GetString());
        Assert.Equal("dotnet", first.GetProperty("data").GetProperty("runtime").GetString());
        Assert.False(first.TryGetProperty("invocation_id", out _));
        Assert.Equal("registerfunction", (await session.NextAsync()).GetProperty("type").GetString());
        Assert.Equal("registertrigger", (await session.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Services_functions_over_http_and_triggers_are_told_with_all_that_belongs_to_them()
    {
        _worker.RegisterService("f", "Functions", "Some", "all");
        _worker.RegisterHttpFunction("f::remote", new HttpFunctionOptions
        {
            Url = new Uri("https://example.com/f?a=b"),
            Method = "PUT",
            Timeout = TimeSpan.FromSeconds(1.5),
            Headers = new Dictionary<string, string> { ["X-A"] = "b" },
            Auth = new HttpFunctionAuth.ApiKey("X-Key", "KEY"),
        });
        _worker.RegisterTrigger("cron", "f::echo", "{}", new TriggerOptions { Metadata = "[1]", Namespace = "n", TriggerNamespace = "t" });
        _worker.RegisterTriggerType<int, int>("tick", options: new TriggerTypeOptions { Description = "Ticks", Namespace = "t", ConfigSchema = "{}", PayloadSchema = "{}" });
        var session = await ConnectAsync();
        session.Send(FakeSession.WorkerRegistered);
        await session.NextAsync("invokefunction");
        Assert.Equal("""{"type":"registerservice","id":"f","name":"Functions","description":"Some","parent_service_id":"all"}""", (await session.NextAsync()).GetRawText());
        Assert.Equal("""{"type":"registertriggertype","id":"tick","description":"Ticks","trigger_request_format":{},"call_request_format":{},"namespace":"t"}""", (await session.NextAsync()).GetRawText());
        var functions = new[] { await session.NextAsync(), await session.NextAsync() };
        Assert.Equal(
            """{"url":"https://example.com/f?a=b","method":"PUT","timeout_ms":1500,"headers":{"X-A":"b"},"auth":{"type":"api_key","header":"X-Key","value_key":"KEY"}}""",
            functions.Single(f => f.GetProperty("id").GetString() == "f::remote").GetProperty("invocation").GetRawText());
        var trigger = await session.NextAsync();
        Assert.Equal(("[1]", "n", "t"), (trigger.GetProperty("metadata").GetRawText(), trigger.GetProperty("namespace").GetString(), trigger.GetProperty("trigger_namespace").GetString()));

        session.SendCall(1, "f::remote");
        Assert.Equal((1, IIIErrorCodes.FunctionNotInvokable), await session.NextAnswerAsync());
    }

    [Theory]
    [InlineData("ftp://example.com", "POST")]
    [InlineData("http://example.com", "HEAD")]
    public void What_the_engine_can_not_call_over_http_is_an_error(string url, string method) =>
        Assert.Throws<ArgumentException>(() => _worker.RegisterHttpFunction("f::remote", new HttpFunctionOptions { Url = new Uri(url), Method = method }));

    [Fact]
    public async Task Who_waits_for_a_connection_is_told_that_there_will_be_none()
    {
        _engine.Refusal = new IOException("nobody there");
        var starting = _worker.StartAsync();
        var waiting = _worker.WaitForConnectedAsync();
        await _worker.StopAsync();
        Assert.Equal(IIIErrorCodes.Shutdown, (await Assert.ThrowsAsync<IIIWorkerStoppedException>(() => starting)).Code);
        Assert.Equal(IIIErrorCodes.Shutdown, (await Assert.ThrowsAsync<IIIWorkerStoppedException>(() => waiting)).Code);
        Assert.Equal(IIIErrorCodes.Shutdown, (await Assert.ThrowsAsync<IIIWorkerStoppedException>(() => _worker.WaitForConnectedAsync())).Code);
    }

    [Fact]
    public async Task A_function_that_is_refused_is_not_waited_for()
    {
        var starting = _worker.StartAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("registerfunction");
        var asked = (await session.NextAsync("invokefunction")).GetProperty("invocation_id").GetString();
        session.Send("""{"type":"registrationrejected","code":"FUNCTION_NAMESPACE_CONFLICT","namespace":"default","function_id":"f::echo","owner_worker_id":"w"}""");
        session.Send($$"""{"type":"invocationresult","invocation_id":"{{asked}}","error":{"code":"NOT_FOUND","message":"There is none." } }""");

        // Time stands still: nothing is waited for but what was said.
        await starting.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task A_worker_that_is_refused_while_it_starts_says_so()
    {
        var starting = _worker.StartAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("registerfunction");
        session.Send("""{"type":"registrationrejected","code":"WORKER_NAMESPACE_CONFLICT","namespace":"default","worker_name":"fake","owner_worker_id":"w"}""");
        await Assert.ThrowsAsync<IIIRegistrationRejectedException>(() => starting);
    }

    [Fact]
    public async Task A_new_id_that_comes_at_once_does_not_hide_the_one_to_reattach_to()
    {
        _engine.Greeting = """{"type":"workerregistered","worker_id":"w1","reattach_token":"t1"}""";
        var session = await ConnectAsync();
        session.Send("""{"type":"ping"}""");
        await session.NextAsync("pong");
        _engine.Greeting = """{"type":"workerregistered","worker_id":"w2","reattach_token":"t2"}""";
        session.Drop();
        var reattach = await (await ReconnectAsync()).NextAsync();
        Assert.Equal("reattach", reattach.GetProperty("type").GetString());
        Assert.Equal(("w1", "t1"), (reattach.GetProperty("previous_worker_id").GetString(), reattach.GetProperty("reattach_token").GetString()));
    }

    [Fact]
    public async Task After_a_loss_the_worker_reattaches_first_and_registers_again()
    {
        var session = await ConnectAsync();
        session.Send("""{"type":"workerregistered","worker_id":"w1","reattach_token":"t1"}""");
        session.Send("""{"type":"ping"}""");
        await session.NextAsync("pong");
        session.Drop();

        var second = await ReconnectAsync();
        var reattach = await second.NextAsync();
        Assert.Equal("reattach", reattach.GetProperty("type").GetString());
        Assert.Equal("w1", reattach.GetProperty("previous_worker_id").GetString());
        Assert.Equal("t1", reattach.GetProperty("reattach_token").GetString());
        Assert.Equal("invokefunction", (await second.NextAsync()).GetProperty("type").GetString());
        Assert.Equal("f::echo", (await second.NextAsync("registerfunction")).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"type":"invokefunc""")]
    [InlineData("""{"type":"something-new","x":[1,{"y":"}"}]}""")]
    [InlineData("""{"no":"type"}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"type":"invocationresult","invocation_id":"not-a-uuid","result":1}""")]
    [InlineData("""{"type":"invocationresult","invocation_id":"00000000-0000-4000-8000-000000000000","result":1}""")]
    public async Task What_is_no_frame_or_for_nobody_does_no_harm(string garbage)
    {
        var session = await ConnectAsync();
        session.Send(garbage);
        session.Send("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"f::echo","data":{"a":1}}""");
        var answer = await session.NextAsync("invocationresult");
        Assert.Equal("11111111-1111-4111-8111-111111111111", answer.GetProperty("invocation_id").GetString());
        Assert.Equal(1, answer.GetProperty("result").GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task An_escaped_function_id_is_found()
    {
        var session = await ConnectAsync();
        session.Send("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"f\u003a\u003aecho","data":"x"}""");
        Assert.Equal("x", (await session.NextAsync("invocationresult")).GetProperty("result").GetString());
    }

    [Fact]
    public async Task An_unknown_function_is_answered()
    {
        var session = await ConnectAsync();
        session.Send("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"f::gone","data":null}""");
        var answer = await session.NextAsync("invocationresult");
        Assert.Equal("function_not_found", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_call_that_was_sent_fails_at_once_when_the_connection_drops()
    {
        var session = await ConnectAsync();
        var call = _worker.CallRawAsync("other::f", default);
        await NextCallAsync(session);
        session.Drop();
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => call.WaitAsync(TestTimeout.Default));
        Assert.Equal(IIIErrorCodes.ConnectionLost, error.Code);
    }

    [Fact]
    public async Task Calls_made_offline_go_out_later_less_those_that_have_ended()
    {
        var ended = _worker.CallRawAsync("other::first", default, new CallOptions { Timeout = TimeSpan.FromSeconds(1) });
        var kept = _worker.CallRawAsync("other::second", default);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(IIIErrorCodes.Timeout, (await Assert.ThrowsAsync<IIIInvocationException>(() => ended)).Code);

        var session = await ConnectAsync();
        var call = await NextCallAsync(session);
        Assert.Equal("other::second", call.GetProperty("function_id").GetString());
        session.Send($$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id").GetString()}}","function_id":"other::second","result":7}""");
        Assert.Equal("7"u8.ToArray(), (await kept).ToArray());
    }

    [Fact]
    public async Task What_is_sent_offline_goes_out_later_too()
    {
        await _worker.SendRawAsync("other::void", "1"u8.ToArray());
        var session = await ConnectAsync();
        var frame = await NextCallAsync(session);
        Assert.Equal(("other::void", "void"), (frame.GetProperty("function_id").GetString(), frame.GetProperty("action").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_call_under_way_when_the_worker_stops_has_that_as_its_cause()
    {
        var session = await ConnectAsync();
        var call = _worker.CallRawAsync("other::slow", default);
        await NextCallAsync(session);
        await _worker.StopAsync();
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => call);
        Assert.Equal(IIIErrorCodes.Shutdown, error.Code);
        Assert.IsType<IIIWorkerStoppedException>(error.InnerException);
        Assert.IsType<IIIWorkerStoppedException>((await Assert.ThrowsAsync<IIIInvocationException>(() => _worker.CallRawAsync("other::slow", default))).InnerException);
    }

    [Theory]
    [InlineData("hmac", """{"type":"hmac","secret_key":"VARIABLE"}""")]
    [InlineData("bearer", """{"type":"bearer","token_key":"VARIABLE"}""")]
    public async Task The_engine_proves_who_it_is_by_a_variable_of_its_own(string kind, string expected)
    {
        _worker.RegisterHttpFunction("f::remote", new HttpFunctionOptions
        {
            Url = new Uri("https://example.com/f"),
            Auth = kind == "hmac" ? new HttpFunctionAuth.Hmac("VARIABLE") : new HttpFunctionAuth.Bearer("VARIABLE"),
        });
        var session = await ConnectAsync();
        JsonElement invocation;
        while (!(await session.NextAsync("registerfunction")).TryGetProperty("invocation", out invocation))
        {
        }

        Assert.Equal(expected, invocation.GetProperty("auth").GetRawText());
    }

    [Fact]
    public async Task The_offline_buffer_has_a_bound()
    {
        _ = _worker.CallRawAsync("other::a", default);
        _ = _worker.CallRawAsync("other::b", default);
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => _worker.CallRawAsync("other::c", default));
        Assert.Equal(IIIErrorCodes.NotConnected, error.Code);
    }

    [Fact]
    public async Task A_call_that_is_not_answered_times_out()
    {
        var session = await ConnectAsync();
        var call = _worker.CallRawAsync("other::slow", default);
        await NextCallAsync(session);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(IIIErrorCodes.Timeout, (await Assert.ThrowsAsync<IIIInvocationException>(() => call.WaitAsync(TestTimeout.Default))).Code);
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_its_token()
    {
        await ConnectAsync();
        using var cancellation = new CancellationTokenSource();
        var call = _worker.CallRawAsync("other::slow", default, null, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TestTimeout.Default));
    }

    [Fact]
    public async Task A_refused_session_ends_the_worker_with_its_reason()
    {
        var session = await ConnectAsync();
        session.Send("""{"type":"error","error":{"code":"AUTH_ERROR","message":"bad token"}}""");
        var error = await Assert.ThrowsAsync<IIISessionRefusedException>(() => _running.WaitAsync(TestTimeout.Default));
        Assert.Equal("AUTH_ERROR", error.Code);
        Assert.Equal(IIIConnectionState.Failed, _worker.State);
    }

    [Fact]
    public async Task A_trigger_of_a_type_that_is_not_provided_is_refused()
    {
        var session = await ConnectAsync();
        session.Send("""{"type":"registertrigger","id":"t","trigger_type":"x","function_id":"f","config":{}}""");
        var answer = await session.NextAsync("triggerregistrationresult");
        Assert.Equal("trigger_type_not_found", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_is_registered_by_hand_can_be_taken_back()
    {
        var function = _worker.RegisterFunction<int, int>("f::twice", (n, _) => ValueTask.FromResult(2 * n));
        var trigger = _worker.RegisterTrigger("cron", "f::twice", """{"expression":"* * * * * *"}""");
        var session = await ConnectAsync();
        session.Send(FakeSession.WorkerRegistered);
        session.SendCall(1, "f::twice", "21");
        Assert.Equal((1, "42"), await session.NextAnswerAsync());

        Assert.True(trigger.Unregister());
        Assert.Equal(trigger.Id, (await session.NextAsync("unregistertrigger")).GetProperty("id").GetString());
        Assert.True(function.Unregister());
        Assert.Equal("f::twice", (await session.NextAsync("unregisterfunction")).GetProperty("id").GetString());
        Assert.False(trigger.Unregister());
        Assert.False(function.Unregister());
        session.SendCall(2, "f::twice", "21");
        Assert.Equal((2, IIIErrorCodes.FunctionNotFound), await session.NextAnswerAsync());

        session.Drop();
        var second = await ReconnectAsync();
        second.SendCall(3, "f::echo", "1");
        var types = new List<string?>();
        while (types.LastOrDefault() is not "invocationresult")
        {
            var frame = await second.NextAsync();
            types.Add(frame.GetProperty("type").GetString());
            Assert.False(frame.TryGetProperty("id", out var id) && id.GetString() == "f::twice");
        }

        Assert.DoesNotContain("registertrigger", types);
    }

    [Fact]
    public async Task What_is_sent_asks_for_no_answer()
    {
        var session = await ConnectAsync();
        await session.NextAsync("registerfunction");
        await _worker.SendAsync("audit::log", 5);
        var frame = await session.NextAsync("invokefunction");
        Assert.Equal("audit::log", frame.GetProperty("function_id").GetString());
        Assert.Equal("5", frame.GetProperty("data").GetRawText());
        Assert.Equal("void", frame.GetProperty("action").GetProperty("type").GetString());
        Assert.False(frame.TryGetProperty("invocation_id", out _));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("http://localhost:49134")]
    [InlineData("")]
    public void An_address_that_is_no_WebSockets_is_refused_with_an_example(string url)
    {
        var error = Assert.Throws<ArgumentException>(() => IIIWorker.Create(url));
        Assert.Equal($"The url '{url}' is not the address of an engine. Expected a WebSocket address such as ws://localhost:49134.", error.Message);
    }

    [Fact]
    public void The_same_id_twice_is_an_error_at_the_call() =>
        Assert.Throws<InvalidOperationException>(() => _worker.RegisterRawFunction("f::echo", (payload, _) => ValueTask.FromResult(payload)));

    [Fact]
    public async Task Stopping_twice_and_before_the_start_is_fine()
    {
        await _worker.StopAsync();
        await _worker.StopAsync();
        Assert.Equal(IIIErrorCodes.Shutdown, (await Assert.ThrowsAsync<IIIInvocationException>(() => _worker.CallRawAsync("a::b", default))).Code);
    }

    [Fact]
    public async Task A_worker_is_started_once()
    {
        var session = await ConnectAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _worker.StartAsync());
        await _worker.StopAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _worker.RunAsync());
        await session.NextAsync("registerfunction");
    }

    [Fact]
    public async Task A_stop_before_there_is_a_connection_ends_the_attempts()
    {
        _engine.Refusal = new IOException("Nobody is there.");
        _running = _worker.RunAsync(_stop.Token);
        await _worker.StopAsync().WaitAsync(TestTimeout.Default);
        await _running.WaitAsync(TestTimeout.Default);
        Assert.Equal(IIIConnectionState.Disconnected, _worker.State);
        await Assert.ThrowsAnyAsync<Exception>(() => _worker.WaitForConnectedAsync().WaitAsync(TestTimeout.Default));
    }

    [Fact]
    public async Task A_handler_may_dispose_of_its_worker()
    {
        var disposed = new TaskCompletionSource();
        _worker.RegisterRawFunction("f::end", async (payload, _) =>
        {
            await _worker.DisposeAsync();
            disposed.SetResult();
            return payload;
        });
        var session = await ConnectAsync();
        session.SendCall(1, "f::end");

        // The drain does not wait for who waits for it; the call is answered, once, before the connection ends.
        await disposed.Task.WaitAsync(TestTimeout.Default);
        await _running.WaitAsync(TestTimeout.Default);
        Assert.Equal((1, IIIErrorCodes.InvocationStopped), await session.NextAnswerAsync());
        await _worker.DisposeAsync();
    }

    private async Task<FakeSession> ConnectAsync()
    {
        _running = _worker.RunAsync(_stop.Token);
        return await _engine.NextSessionAsync();
    }

    private async Task<FakeSession> ReconnectAsync()
    {
        var next = _engine.NextSessionAsync();
        await Eventually.EndsAsync(next, () => _time.Advance(TimeSpan.FromMilliseconds(100)));

        return await next;
    }

    private static async Task<JsonElement> NextCallAsync(FakeSession session)
    {
        while (true)
        {
            var frame = await session.NextAsync("invokefunction");
            if (frame.GetProperty("function_id").GetString()!.StartsWith("other::", StringComparison.Ordinal))
            {
                return frame;
            }
        }
    }
}
