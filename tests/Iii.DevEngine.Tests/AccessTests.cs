using System.Text.Json;
using Iii.DevEngine.Access;
using Iii.DevEngine.Modules.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.DevEngine.Tests;

/// <summary>Ports for workers with rules: who may connect, call and register.</summary>
public sealed class AccessTests
{
    private static readonly IIIRbacOptions s_exposing = new() { ExposeFunctions = [IIIFunctionFilter.Matching("public::*")] };

    [Theory]
    [InlineData("public::f", null)]
    [InlineData("private::f", "function 'private::f' not allowed (add to rbac.expose_functions)")]
    [InlineData("no::where", "function 'no::where' not allowed (add to rbac.expose_functions)")]
    [InlineData("engine::functions::info", "function 'engine::functions::info' not allowed (add to rbac.expose_functions)")]
    [InlineData("engine::channels::create", null)]
    public async Task Only_what_is_exposed_may_be_called(string function, string? refusal)
    {
        await using var engine = await StartAsync(s_exposing);
        var owner = await engine.WorkerAsync("owner", "public::f", "private::f");
        await using var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        var calling = guest.CallAsync(function);
        if (refusal is null && function == "public::f")
        {
            await owner.ServeAsync("1");
        }

        var answer = await calling;
        Assert.Equal(refusal, answer.TryGetProperty("error", out var error) ? error.GetProperty("message").GetString() : null);
        Assert.Equal(refusal is null ? null : "FORBIDDEN", refusal is null ? null : error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_is_refused_aloud()
    {
        await using var engine = await StartAsync(s_exposing);
        await using var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        await guest.SendAsync("""{"type":"invokefunction","function_id":"private::f","data":{},"action":{"type":"void"}}""");
        var refusal = await guest.NextAsync();
        Assert.Equal("FORBIDDEN", refusal.GetProperty("error").GetProperty("code").GetString());
        Assert.True(Guid.TryParse(refusal.GetProperty("invocation_id").GetString(), out _));
    }

    [Fact]
    public async Task Metadata_exposes_functions_and_lists_show_no_others()
    {
        await using var engine = await StartAsync(new IIIRbacOptions
        {
            ExposeFunctions =
            [
                IIIFunctionFilter.WithMetadata(new Dictionary<string, JsonElement> { ["public"] = Json("true"), ["tier"] = Json("\"match(\\\"pro*\\\")\"") }),
                IIIFunctionFilter.Matching("engine::functions::*"),
            ],
        });
        var owner = await engine.WorkerAsync("owner");
        await owner.SendAsync("""{"type":"registerfunction","id":"a","metadata":{"public":true,"tier":"pro-2","more":1}}""");
        await owner.SendAsync("""{"type":"registerfunction","id":"b","metadata":{"public":true,"tier":"free"}}""");
        await owner.SendAsync("""{"type":"registerfunction","id":"c"}""");
        await owner.PingAsync();
        await using var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        Assert.Equal(["a"], (await guest.CallAsync("engine::functions::list")).GetProperty("result").GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("function_id").GetString()));
        Assert.Equal("FORBIDDEN: Function 'b' is not visible to this session.", await guest.ErrorAsync("engine::functions::info", """{"function_id":"b"}"""));
        Assert.StartsWith("NOT_FOUND: ", await guest.ErrorAsync("engine::functions::info", """{"function_id":"none"}"""), StringComparison.Ordinal);
        var batch = JsonDocument.Parse((await guest.ResultAsync("engine::functions::info", """{"function_ids":["b","none"]}"""))!).RootElement.GetProperty("functions");
        Assert.Equal(["forbidden", "not_found"], batch.EnumerateArray().Select(e => e.GetProperty("error").GetString()));
        Assert.Equal("FORBIDDEN", (await guest.CallAsync("b")).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_auth_function_sees_the_request_and_its_answer_holds_for_the_connection()
    {
        await using var engine = await StartAsync(s_exposing with { AuthFunctionId = "auth::check" });
        var owner = await engine.WorkerAsync("owner", "auth::check", "public::f", "public::no", "special::f");
        var connecting = RawWorker.ConnectAsync(new Uri(engine.Engine.WorkerListenerUrls[0], "/?token=a%20b&token=c&=x&empty"), null);
        var (call, payload) = await HttpClientOfEngine.CalledAsync(owner, "auth::check");
        Assert.Equal("""{"empty":[""],"token":["a%20b","c"]}""", payload.GetProperty("query_params").GetRawText());
        Assert.Equal("127.0.0.1", payload.GetProperty("ip_address").GetString());
        Assert.Equal("13", payload.GetProperty("headers").GetProperty("sec-websocket-version").GetString());
        await HttpClientOfEngine.AnswerAsync(owner, call, """{"allowed_functions":["special::f"],"forbidden_functions":["public::no"],"namespaces":{"orders":["match(\"svc::*\")"],"default":[]}}""");
        await using var guest = await connecting;
        Assert.Equal("function 'public::no' not allowed (remove from rbac.forbidden_functions)", (await guest.CallAsync("public::no")).GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("function_not_found", (await guest.CallAsync("svc::f", "{}", ""","namespace":"orders" """)).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("FORBIDDEN", (await guest.CallAsync("special::f", "{}", ""","namespace":"orders" """)).GetProperty("error").GetProperty("code").GetString());
        var calling = guest.CallAsync("special::f");
        await owner.ServeAsync("7");
        Assert.Equal(7, (await calling).GetProperty("result").GetInt32());
        var elsewhere = await guest.CallAsync("engine::workers::register", """{"name":"guest","namespace":"secret"}""");
        Assert.Equal("namespace 'secret' not allowed for this session (permitted: default, orders)", elsewhere.GetProperty("error").GetProperty("message").GetString());

        // Workers name themselves without waiting for an answer; of a refusal they are told all the same.
        await guest.SendAsync("""{"type":"invokefunction","function_id":"engine::workers::register","data":{"namespace":"secret"},"action":{"type":"void"},"traceparent":"t"}""");
        var told = await guest.NextAsync();
        Assert.Equal(("invocationresult", "FORBIDDEN", "t"), (told.GetProperty("type").GetString(), told.GetProperty("error").GetProperty("code").GetString(), told.GetProperty("traceparent").GetString()));
    }

    [Theory]
    [InlineData(null, """{"code":"bad","message":"wrong token"}""", "wrong token")]
    [InlineData("null", null, "auth function returned no result")]
    [InlineData("""{"allowed_functions":"all"}""", null, "invalid value of `allowed_functions`")]
    public async Task Who_is_refused_is_told_why_and_cut_off(string? result, string? error, string message)
    {
        await using var engine = await StartAsync(new IIIRbacOptions { AuthFunctionId = "auth::check" });
        var owner = await engine.WorkerAsync("owner", "auth::check");
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(engine.Engine.WorkerListenerUrls[0], CancellationToken.None);
        var (call, _) = await HttpClientOfEngine.CalledAsync(owner, "auth::check");
        await HttpClientOfEngine.AnswerAsync(owner, call, result, error);
        var buffer = new byte[1024];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal($$$"""{"error":{"code":"AUTH_ERROR","message":"{{{message}}}"},"type":"error"}""", System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count));
        Assert.Equal(System.Net.WebSockets.WebSocketMessageType.Close, (await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType);
    }

    [Fact]
    public async Task Telemetry_comes_from_those_only_who_may_connect()
    {
        await using var engine = await StartAsync(new IIIRbacOptions { AuthFunctionId = "auth::check" });
        var owner = await engine.WorkerAsync("owner", "auth::check");
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(new Uri(engine.Engine.WorkerListenerUrls[0], "/otel"), CancellationToken.None);
        var (call, _) = await HttpClientOfEngine.CalledAsync(owner, "auth::check");
        await HttpClientOfEngine.AnswerAsync(owner, call, null, """{"code":"bad","message":"wrong token"}""");
        var buffer = new byte[1024];
        var closed = await socket.ReceiveAsync(buffer, CancellationToken.None);
        if (closed.MessageType is not System.Net.WebSockets.WebSocketMessageType.Close)
        {
            Assert.Contains("AUTH_ERROR", System.Text.Encoding.UTF8.GetString(buffer, 0, closed.Count), StringComparison.Ordinal);
            closed = await socket.ReceiveAsync(buffer, CancellationToken.None);
        }

        Assert.Equal(System.Net.WebSockets.WebSocketMessageType.Close, closed.MessageType);
    }

    [Fact]
    public async Task Everybody_may_write_into_the_log()
    {
        await using var engine = await StartAsync(new IIIRbacOptions());
        await using var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        foreach (var level in new[] { "info", "warn", "error", "debug" })
        {
            Assert.False((await guest.CallAsync($"engine::log::{level}", """{"message":"m"}""")).TryGetProperty("error", out _));
        }
    }

    [Fact]
    public async Task A_prefix_is_put_before_registered_ids_and_taken_off_again_in_calls()
    {
        await using var engine = await StartAsync(new IIIRbacOptions { AuthFunctionId = "auth::check", ExposeFunctions = [IIIFunctionFilter.Matching("*")] });
        var owner = await engine.WorkerAsync("owner", "auth::check");
        await using var guest = await ConnectAsync(engine, owner, """{"function_registration_prefix":"guest"}""");
        await guest.RegisterAsync("f");
        var calling = owner.CallAsync("guest::f");
        var (call, _) = await HttpClientOfEngine.CalledAsync(guest, "f");
        await HttpClientOfEngine.AnswerAsync(guest, call, "1");
        Assert.Equal(1, (await calling).GetProperty("result").GetInt32());
        await guest.SendAsync("""{"type":"unregisterfunction","id":"f"}""");
        await guest.PingAsync();
        Assert.Equal("function_not_found", (await owner.CallAsync("guest::f")).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_a_connection_may_not_register_is_dropped_without_a_word()
    {
        await using var engine = await StartAsync(new IIIRbacOptions { AuthFunctionId = "auth::check", ExposeFunctions = [IIIFunctionFilter.Matching("public::*"), IIIFunctionFilter.Matching("engine::register_trigger")] });
        var owner = await engine.WorkerAsync("owner", "auth::check", "public::f");
        await using var guest = await ConnectAsync(engine, owner, """{"allow_function_registration":false,"allowed_trigger_types":["http"]}""");
        await guest.SendAsync("""{"type":"registerfunction","id":"mine"}""");
        await guest.SendAsync("""{"type":"registertriggertype","id":"mine","description":"d"}""");
        await guest.SendAsync("""{"type":"registertrigger","id":"t0","trigger_type":"cron","function_id":"public::f","config":{},"namespace":" "}""");
        var blank = await guest.NextAsync();
        Assert.Equal(("t0", "INVALID_NAMESPACE"), (blank.GetProperty("id").GetString(), blank.GetProperty("error").GetProperty("code").GetString()));
        await guest.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"cron","function_id":"public::f","config":{"expression":"* * * * * *"}}""");
        await guest.SendAsync("""{"type":"registertrigger","id":"t2","trigger_type":"http","function_id":"public::f","config":{"api_path":"/x"}}""");
        await guest.SendAsync("""{"type":"registertrigger","id":"t3","trigger_type":"http","function_id":"private::f","config":{"api_path":"/y"}}""");
        var refused = await guest.NextAsync();
        Assert.Equal(("t3", "FORBIDDEN", "function 'private::f' not allowed in namespace 'default'"), (refused.GetProperty("id").GetString(), refused.GetProperty("error").GetProperty("code").GetString(), refused.GetProperty("error").GetProperty("message").GetString()));
        Assert.Equal(
            "FORBIDDEN: Trigger type 'cron' is not allowed for this session.",
            await guest.ErrorAsync("engine::register_trigger", """{"trigger_type":"cron","function_id":"public::f","config":{"expression":"* * * * * *"}}"""));
        Assert.Equal(["t2"], (await owner.CallAsync("engine::registered-triggers::list")).GetProperty("result").GetProperty("registered_triggers").EnumerateArray().Select(t => t.GetProperty("id").GetString()));
        Assert.Equal("NOT_FOUND", (await owner.CallAsync("engine::triggers::info", """{"id":"mine"}""")).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("function_not_found", (await owner.CallAsync("mine")).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Hooks_change_what_is_registered_or_drop_it()
    {
        await using var engine = await StartAsync(new IIIRbacOptions
        {
            ExposeFunctions = [IIIFunctionFilter.Matching("*")],
            OnFunctionRegistrationFunctionId = "hook::function",
            OnTriggerRegistrationFunctionId = "hook::trigger",
            OnTriggerTypeRegistrationFunctionId = "hook::type",
        });
        var owner = await engine.WorkerAsync("owner", "hook::function", "hook::trigger", "hook::type");
        await using var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        await guest.SendAsync("""{"type":"registerfunction","id":"f","description":"d","metadata":{"m":1}}""");
        Assert.Equal("""{"context":{},"description":"d","function_id":"f","metadata":{"m":1},"namespace":"default","observable":true,"private":false}""", await AnswerAsync(owner, "hook::function", """{"function_id":"renamed","description":"other","metadata":{"m":2}}"""));
        await guest.SendAsync("""{"type":"registerfunction","id":"g"}""");
        Assert.Equal("""{"context":{},"description":null,"function_id":"g","metadata":null,"namespace":"default","observable":true,"private":false}""", await AnswerAsync(owner, "hook::function", "true"));
        await guest.SendAsync("""{"type":"registertrigger","id":"t","trigger_type":"http","function_id":"renamed","config":{"api_path":"/a"}}""");
        Assert.Equal(
            """{"config":{"api_path":"/a"},"context":{},"function_id":"renamed","metadata":null,"namespace":"default","trigger_id":"t","trigger_type":"http"}""",
            await AnswerAsync(owner, "hook::trigger", """{"trigger_id":"t2","config":{"api_path":"/b"}}"""));
        await guest.SendAsync("""{"type":"registertriggertype","id":"type","description":"d"}""");
        Assert.Equal("""{"context":{},"description":"d","trigger_type_id":"type"}""", await AnswerAsync(owner, "hook::type", """{"trigger_type_id":"type2"}"""));
        await guest.PingAsync();
        var info = (await owner.CallAsync("engine::functions::info", """{"function_id":"renamed"}""")).GetProperty("result");
        Assert.Equal(("other", """{"m":2}"""), (info.GetProperty("description").GetString(), info.GetProperty("metadata").GetRawText()));
        Assert.Equal("""[{"config":{"api_path":"/b"},"id":"t2","trigger_type":"http"}]""", info.GetProperty("registered_triggers").GetRawText());
        Assert.Equal("NOT_FOUND", (await owner.CallAsync("engine::functions::info", """{"function_id":"g"}""")).GetProperty("error").GetProperty("code").GetString());
        Assert.True((await owner.CallAsync("engine::triggers::info", """{"id":"type2"}""")).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData(null, "{}", ",\"observable\":true,\"private\":false", "")]
    [InlineData(null, """{"private":true,"observable":false,"args_format":{"type":"object"}}""", ",\"observable\":false,\"private\":true", "\"args_format\":{\"type\":\"object\"},")]
    [InlineData(null, """{"private":null,"observable":null,"args_format":null}""", ",\"observable\":true,\"private\":false", "")]
    [InlineData(IIIEngineGeneration.V0_27, "{}", ",\"observable\":true,\"private\":false", "")]
    [InlineData(IIIEngineGeneration.V0_25, """{"private":true}""", "", "")]
    public async Task M6_function_hook_sees_the_three_fields_from_0_26_on(IIIEngineGeneration? generation, string fields, string flags, string argsFormat)
    {
        await using var engine = await TestEngine.StartAsync(o => o with
        {
            Generation = generation,
            WorkerListeners = [new IIIWorkerListenerOptions { Port = 0, Rbac = new IIIRbacOptions { OnFunctionRegistrationFunctionId = "hook::function" } }],
        });
        var owner = await engine.WorkerAsync("owner", "hook::function");
        await using var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], null);
        await guest.ResultAsync("engine::workers::register", """{"name":"guest","features":["observe.v1","observe.v2"]}""");
        await guest.SendAsync("{\"type\":\"registerfunction\",\"id\":\"f\"" + (fields == "{}" ? "}" : "," + fields[1..]));
        Assert.Equal(
            "{" + argsFormat + "\"context\":{},\"description\":null,\"function_id\":\"f\",\"metadata\":null,\"namespace\":\"default\"" + flags + "}",
            await AnswerAsync(owner, "hook::function", "{}"));
    }

    [Theory]
    [InlineData(null, """{"observable":false}""", """{"id":"f","args_format":{"a":1},"private":true,"observable":false}""")]
    [InlineData(null, """{"observable":null,"private":false,"args_format":{"b":2}}""", """{"id":"f","args_format":{"b":2},"private":false}""")]
    [InlineData(null, """{"private":null,"args_format":null}""", """{"id":"f","args_format":{"a":1},"private":true}""")]
    [InlineData(null, """{"private":"no","observable":0}""", """{"id":"f","args_format":{"a":1},"private":true}""")]
    [InlineData(IIIEngineGeneration.V0_25, """{"observable":false,"private":false}""", """{"id":"f","args_format":{"a":1},"private":true}""")]
    public async Task M6_hook_changes_what_it_names_and_nothing_else(IIIEngineGeneration? generation, string answer, string expected)
    {
        var options = new IIIDevEngineOptions { Generation = generation };
        var core = new EngineCore(options, new Journal(null, NullLogger.Instance), NullLogger.Instance);
        var listener = new IIIWorkerListenerOptions { Port = 0, Rbac = new IIIRbacOptions { OnFunctionRegistrationFunctionId = "hook" } };
        var worker = new WorkerConnection(new WorkerSocket(new MemoryStream(), 1024, TimeProvider.System, () => { }), null, options.Limits, core.Logger)
        {
            Access = new WorkerAccess(core, listener, SessionGrants.All),
            Namespace = "default",
        };
        core.Functions[("default", "hook")] = new RegisteredFunction("default", "hook", null, (_, _) => ValueTask.FromResult(Outcome.Of(Json(answer))));
        var admitted = await new RegistrationHooks(core, worker).AdmitAsync(Json("""{"type":"registerfunction","id":"f","args_format":{"a":1},"private":true}"""), CancellationToken.None);
        Assert.True(JsonElement.DeepEquals(Json(expected.Replace("{\"id\"", "{\"type\":\"registerfunction\",\"id\"", StringComparison.Ordinal)), admitted!.Value), admitted.ToString());
        await core.DisposeAsync();
    }

    [Theory]
    [InlineData("{}", false, true)]
    [InlineData("""{"namespaces":{},"allowed_functions":[],"forbidden_functions":[],"allow_function_registration":true,"function_registration_prefix":null,"context":{"a":1}}""", false, true)]
    [InlineData("""{"allowed_trigger_types":["http"],"allow_trigger_type_registration":true}""", true, false)]
    public async Task M8_auth_result_with_and_without_the_trigger_fields(string grants, bool mayRegisterTypes, bool mayBindState)
    {
        await using var engine = await StartAsync(new IIIRbacOptions { AuthFunctionId = "auth::check" });
        var owner = await engine.WorkerAsync("owner", "auth::check");
        await using var guest = await ConnectAsync(engine, owner, grants);
        await guest.SendAsync("""{"type":"registerfunction","id":"g::f"}""");
        await guest.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        await guest.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"state","function_id":"engine::log::info","config":{}}""");
        await guest.PingAsync();
        Assert.True((await owner.CallAsync("engine::functions::info", """{"function_id":"g::f"}""")).TryGetProperty("result", out _));
        Assert.Equal(mayRegisterTypes, (await owner.CallAsync("engine::triggers::info", """{"id":"tick"}""")).TryGetProperty("result", out _));
        Assert.Equal(mayBindState, (await owner.CallAsync("engine::registered-triggers::info", """{"id":"t1"}""")).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_worker_that_leaves_while_a_hook_is_asked_leaves()
    {
        await using var engine = await StartAsync(new IIIRbacOptions { OnFunctionRegistrationFunctionId = "hook::function" });
        var owner = await engine.WorkerAsync("owner", "hook::function");
        var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        await guest.SendAsync("""{"type":"registerfunction","id":"f"}""");
        await HttpClientOfEngine.CalledAsync(owner, "hook::function");
        await guest.DisposeAsync();
        await engine.Engine.DisposeAsync();
    }

    [Fact]
    public async Task Middleware_is_called_in_the_place_of_functions_but_not_of_the_engines_own()
    {
        await using var engine = await TestEngine.StartAsync(o => o with { WorkerListeners = [new IIIWorkerListenerOptions { Port = 0, MiddlewareFunctionId = "mw" }] });
        var owner = await engine.WorkerAsync("owner", "mw", "f");
        await using var guest = await RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        var calling = guest.CallAsync("f", """{"a":1}""", ""","metadata":{"m":1}""");
        var (call, payload) = await HttpClientOfEngine.CalledAsync(owner, "mw");
        Assert.Equal("""{"action":null,"context":{},"function_id":"f","namespace":"default","payload":{"a":1}}""", payload.GetRawText());
        Assert.Equal("""{"m":1}""", call.GetProperty("metadata").GetRawText());
        await HttpClientOfEngine.AnswerAsync(owner, call, "\"from the middleware\"");
        Assert.Equal("from the middleware", (await calling).GetProperty("result").GetString());

        // What is to be done is passed on as it is understood.
        await guest.SendAsync("""{"type":"invokefunction","function_id":"f","data":null,"action":{"type":"enqueue","queue":"q","more":1}}""");
        (call, payload) = await HttpClientOfEngine.CalledAsync(owner, "mw");
        Assert.Equal("""{"queue":"q","type":"enqueue"}""", payload.GetProperty("action").GetRawText());
        await HttpClientOfEngine.AnswerAsync(owner, call, "null");
        Assert.Equal("invocationresult", (await guest.NextAsync()).GetProperty("type").GetString());
        Assert.True((await guest.CallAsync("engine::channels::create")).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*c", "abcb", false)]
    [InlineData("a*b*c", "a::b::x::c", true)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("", "", true)]
    public void A_star_stands_for_any_run_of_characters(string pattern, string text, bool matches) => Assert.Equal(matches, IdPattern.Matches(pattern, text));

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private static Task<TestEngine> StartAsync(IIIRbacOptions rules) => TestEngine.StartAsync(o => o with { WorkerListeners = [new IIIWorkerListenerOptions { Port = 0, Rbac = rules }] });

    private static async Task<RawWorker> ConnectAsync(TestEngine engine, RawWorker owner, string grants)
    {
        var connecting = RawWorker.ConnectAsync(engine.Engine.WorkerListenerUrls[0], "guest");
        var (call, _) = await HttpClientOfEngine.CalledAsync(owner, "auth::check");
        await HttpClientOfEngine.AnswerAsync(owner, call, grants);
        return await connecting;
    }

    private static async Task<string> AnswerAsync(RawWorker owner, string hook, string answer)
    {
        var (call, payload) = await HttpClientOfEngine.CalledAsync(owner, hook);
        await HttpClientOfEngine.AnswerAsync(owner, call, answer);
        return payload.GetRawText();
    }
}
