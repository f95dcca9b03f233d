using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Iii.DevEngine.Tests;

public sealed class RoutingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private IIIDevEngine _engine = null!;

    public async Task InitializeAsync() =>
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, TimeProvider = _time });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_call_reaches_its_owner_with_sorted_keys_and_the_callers_id()
    {
        await using var owner = await OwnerAsync("m::add");
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await caller.SendAsync("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::add","data":{"b":2,"a":1,"_caller_worker_id":"forged"},"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03","baggage":"a=1,iii.function.id=before,nothing","metadata":{"k":1}}""");
        var call = await owner.NextAsync();
        Assert.Equal($$"""{"_caller_worker_id":"{{caller.Id}}","a":1,"b":2}""", call.GetProperty("data").GetRawText());
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", call.GetProperty("traceparent").GetString());
        Assert.Equal("a=1,iii.function.id=m::add", call.GetProperty("baggage").GetString());
        Assert.Equal("""{"k":1}""", call.GetProperty("metadata").GetRawText());

        await owner.SendAsync("""{"type":"invocationresult","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::add","result":{"c":3}}""");
        var answer = await caller.NextAsync();
        Assert.Equal("""{"c":3}""", answer.GetProperty("result").GetRawText());
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03", answer.GetProperty("traceparent").GetString());
        Assert.Equal("a=1,iii.function.id=before,nothing", answer.GetProperty("baggage").GetString());
    }

    [Fact]
    public async Task Of_two_calls_with_one_id_at_the_same_time_each_is_answered()
    {
        await using var owner = await OwnerAsync("m::both");
        await using var first = await RawWorker.ConnectAsync(_engine, "first");
        await using var second = await RawWorker.ConnectAsync(_engine, "second");
        for (var i = 0; i < 2_000; i++)
        {
            var id = Guid.NewGuid();
            var frame = $$"""{"type":"invokefunction","invocation_id":"{{id}}","function_id":"m::both","data":null}""";
            await Task.WhenAll(Task.Run(() => first.SendAsync(frame)), Task.Run(() => second.SendAsync(frame)));
            await owner.NextAsync();
            await owner.NextAsync();
            await owner.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{id}}","function_id":"m::both","result":1}""");
            var answers = new[] { await first.NextAsync(), await second.NextAsync() };
            Assert.Single(answers, a => a.TryGetProperty("error", out var error) && error.GetProperty("message").GetString() == "channel closed");
            Assert.Single(answers, a => a.TryGetProperty("result", out _));
        }
    }

    [Fact]
    public async Task Of_an_error_only_what_the_protocol_has_is_passed_on()
    {
        await using var owner = await OwnerAsync("m::fails");
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await caller.SendAsync("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::fails","data":null}""");
        await owner.NextAsync();
        await owner.SendAsync("""{"type":"invocationresult","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::fails","error":{"stacktrace":"at\nx","more":1,"message":"no \u003cb\u003e","code":"c"}}""");
        Assert.Equal("""{"code":"c","message":"no <b>","stacktrace":"at\nx"}""", (await caller.NextAsync()).GetProperty("error").GetRawText());
    }

    [Theory]
    [InlineData("no::where", "", "function_not_found", "Function no::where not found in namespace default.")]
    [InlineData("no::where", ""","namespace":" " """, "INVALID_NAMESPACE", "`namespace` is empty: it was named and left blank. Give it a name, or omit it to use `default`.")]
    [InlineData("engine::functions::info", "", "INVALID_ARGUMENTS", "missing field `function_id` (or `function_ids` for a batch)")]
    [InlineData("engine::triggers::info", "", "deserialization_error", "Failed to deserialize input for engine::triggers::info: missing field `id`")]
    public async Task Errors_have_the_engines_words(string function, string extra, string code, string message)
    {
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        var error = (await caller.CallAsync(function, "{}", extra)).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(message, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_blank_namespace_is_told_to_whoever_gave_an_id_and_without_the_trace()
    {
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await caller.SendAsync("""{"type":"invokefunction","function_id":"f","data":1,"namespace":" ","traceparent":"t","baggage":"b"}""");
        await caller.PingAsync();
        await caller.SendAsync("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"f","data":1,"namespace":" ","traceparent":"t","baggage":"b","action":{"type":"void"}}""");
        var answer = await caller.NextAsync();
        Assert.Equal(["type", "invocation_id", "function_id", "error"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("INVALID_NAMESPACE", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_void_call_reaches_its_owner_and_is_not_answered()
    {
        await using var owner = await OwnerAsync("m::log");
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await caller.SendAsync("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::log","data":1,"action":{"type":"void"}}""");
        var call = await owner.NextAsync();
        Assert.Equal("m::log", call.GetProperty("function_id").GetString());
        await owner.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id")}}","function_id":"m::log","result":1}""");
        await owner.PingAsync();
        await caller.PingAsync();
    }

    [Fact]
    public async Task Only_this_machine_reaches_it_unless_told_otherwise()
    {
        Assert.All(Listeners(_engine), address => Assert.True(IPAddress.IsLoopback(address)));
        await using var open = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, Address = IPAddress.Any });
        Assert.All(Listeners(open), address => Assert.Equal(IPAddress.Any, address));

        static IPAddress[] Listeners(IIIDevEngine engine)
        {
            var found = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
                .Where(l => l.Port == engine.WorkerUrl.Port || l.Port == engine.HttpUrl.Port).Select(l => l.Address).ToArray();
            Assert.True(found.Length >= 2, "The worker socket and the http triggers are served.");
            return found;
        }
    }

    [Fact]
    public async Task A_call_ends_when_its_owner_goes()
    {
        await using var owner = await OwnerAsync("m::hang");
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await caller.SendAsync("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::hang","data":null}""");
        await owner.NextAsync();
        owner.Drop();
        Assert.Equal("invocation_stopped", (await caller.NextAsync()).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("""{"type":"ping"} {"type":"ping"}""")]
    [InlineData("""{"type":"invokefunction","function_id":"engine::functions::list","data":{"a":"\ud800"},"invocation_id":"11111111-1111-4111-8111-111111111111"}""")]
    [InlineData("""{"type":"registerfunction","id":"\udc00"}""")]
    [InlineData("""{"type":"invokefunction","invocation_id":"(11111111-1111-4111-8111-111111111111)","function_id":"no::where","data":1}""")]
    [InlineData("""{"type":"invokefunction","invocation_id":"0x111111-1111-4111-8111-111111111111","function_id":"no::where","data":1}""")]
    [InlineData("""{"type":"invokefunction","invocation_id":7,"function_id":"no::where","data":1}""")]
    [InlineData("{}")]
    [InlineData("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"no::where","data":1,"namespace":5}""")]
    [InlineData("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"no::where","data":1,"data":2}""")]
    [InlineData("""{"type":"registertrigger","id":"t","trigger_type":"cron","function_id":"f","config":{"expression":"* * * * * *"},"namespace":[]}""")]
    [InlineData("""{"type":"unheard-of"}""")]
    [InlineData("""{"type":"invokefunction","invocation_id":"not-a-uuid","function_id":"m::x","data":1}""")]
    [InlineData("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::no-data"}""")]
    [InlineData("""{"type":"invokefunction","function_id":"no::where","data":1}""")]
    public async Task What_is_no_frame_is_ignored_and_the_connection_lives(string garbage)
    {
        await using var worker = await RawWorker.ConnectAsync(_engine, "w");
        await worker.SendAsync(garbage);
        await worker.PingAsync();
        Assert.Equal("""{"functions":[]}""", await worker.ResultAsync("engine::functions::list", """{"worker":"w"}"""));
        Assert.Equal("""{"registered_triggers":[]}""", await worker.ResultAsync("engine::registered-triggers::list", """{"include_internal":true}"""));
    }

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, false)]
    public async Task Json_may_be_nested_as_deep_as_in_the_real_engine(int depth, bool isRead)
    {
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        var data = new string('[', depth - 1) + new string(']', depth - 1);
        await caller.SendAsync($$"""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"no::where","data":{{data}}}""");
        await caller.SendAsync("""{"type":"ping"}""");
        Assert.Equal(isRead ? "invocationresult" : "pong", (await caller.NextAsync()).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("A1111111-1111-4111-8111-11111111111F")]
    [InlineData("a111111111114111811111111111111f")]
    [InlineData("{a1111111-1111-4111-8111-11111111111f}")]
    [InlineData("urn:uuid:a1111111-1111-4111-8111-11111111111f")]
    public async Task Ids_are_read_in_every_notation_and_written_in_one(string id)
    {
        await using var owner = await OwnerAsync("m::id");
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await caller.SendAsync($$"""{"type":"invokefunction","invocation_id":"{{id}}","function_id":"m::id","data":1}""");
        var call = await owner.NextAsync();
        Assert.Equal("a1111111-1111-4111-8111-11111111111f", call.GetProperty("invocation_id").GetString());
        await owner.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{id}}","function_id":"m::id","result":1}""");
        Assert.Equal("a1111111-1111-4111-8111-11111111111f", (await caller.NextAsync()).GetProperty("invocation_id").GetString());
    }

    [Fact]
    public async Task A_second_owner_is_rejected_and_the_first_keeps_the_function()
    {
        await using var first = await OwnerAsync("m::one");
        await using var second = await RawWorker.ConnectAsync(_engine, "second");
        await second.SendAsync("""{"type":"registerfunction","id":"m::one"}""");
        var rejection = await second.NextAsync();
        Assert.Equal("FUNCTION_NAMESPACE_CONFLICT", rejection.GetProperty("code").GetString());
        Assert.Equal(first.Id, rejection.GetProperty("owner_worker_id").GetString());
    }

    [Fact]
    public async Task A_second_worker_of_one_name_is_rejected_and_closed()
    {
        await using var first = await OwnerAsync("m::one");
        await using var second = await RawWorker.ConnectAsync(_engine, "owner");
        Assert.Equal("WORKER_NAMESPACE_CONFLICT", (await second.NextAsync()).GetProperty("code").GetString());
        Assert.Equal("closed", (await second.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Registrations_wait_for_the_namespace_and_no_longer_than_the_grace()
    {
        await using var silent = await RawWorker.ConnectAsync(_engine, name: null);
        await silent.SendAsync("""{"type":"registerfunction","id":"m::late"}""");
        await silent.PingAsync();
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        Assert.Equal("NOT_FOUND", (await caller.CallAsync("engine::functions::info", """{"function_id":"m::late"}""")).GetProperty("error").GetProperty("code").GetString());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("default", (await caller.CallAsync("engine::functions::info", """{"function_id":"m::late"}""")).GetProperty("result").GetProperty("namespace").GetString());
    }

    [Fact]
    public async Task Namespaces_are_apart_and_the_error_says_where_else()
    {
        await using var owner = await RawWorker.ConnectAsync(_engine, "owner", "orders");
        await owner.SendAsync("""{"type":"registerfunction","id":"m::spaced"}""");
        await owner.PingAsync();
        var error = (await owner.CallAsync("m::spaced")).GetProperty("error");
        Assert.Equal("Function m::spaced not found in namespace default. It is registered in namespace(s): orders.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Reattaching_evicts_the_old_connection_and_frees_its_name()
    {
        await using var old = await OwnerAsync("m::again");
        await using var fresh = await RawWorker.ConnectAsync(_engine, name: null);
        await fresh.SendAsync($$"""{"type":"reattach","previous_worker_id":"{{old.Id}}","reattach_token":"{{old.Token}}"}""");
        await fresh.SendAsync("""{"type":"invokefunction","function_id":"engine::workers::register","data":{"name":"owner","pid":1},"action":{"type":"void"}}""");
        await fresh.SendAsync("""{"type":"registerfunction","id":"m::again"}""");
        var info = await fresh.CallAsync("engine::workers::info", """{"name":"owner"}""");
        Assert.Equal(fresh.Id, info.GetProperty("result").GetProperty("worker").GetProperty("id").GetString());
        Assert.Equal(1, info.GetProperty("result").GetProperty("functions").GetArrayLength());
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task Only_who_knows_the_token_takes_a_connections_place(string? token)
    {
        await using var old = await OwnerAsync("m::again");
        await using var other = await RawWorker.ConnectAsync(_engine, "other");
        await other.SendAsync($$"""{"type":"reattach","previous_worker_id":"{{old.Id}}","reattach_token":{{(token is null ? "null" : $"\"{token}\"")}} }""");
        await other.SendAsync($$"""{"type":"reattach","previous_worker_id":"{{Guid.NewGuid()}}","reattach_token":"{{old.Token}}"}""");
        await other.PingAsync();
        await old.PingAsync();
        Assert.True((await other.CallAsync("engine::functions::info", """{"function_id":"m::again"}""")).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_call_with_a_trace_that_is_none_goes_without_it()
    {
        await using var owner = await OwnerAsync("m::f");
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await caller.SendAsync("""{"type":"invokefunction","function_id":"m::f","data":1,"traceparent":"00-1-2-01","action":{"type":"void"}}""");
        var call = await owner.NextAsync();
        Assert.False(call.TryGetProperty("traceparent", out _));
        Assert.Equal("iii.function.id=m::f", call.GetProperty("baggage").GetString());
    }

    [Fact]
    public async Task The_engines_ids_belong_to_the_default_namespace()
    {
        await using var worker = await RawWorker.ConnectAsync(_engine, "w", "orders");
        await worker.SendAsync("""{"type":"registerfunction","id":"engine::mine"}""");
        var rejection = await worker.NextAsync();
        Assert.Equal(("FUNCTION_NAMESPACE_CONFLICT", "", "orders"), (rejection.GetProperty("code").GetString(), rejection.GetProperty("owner_worker_id").GetString(), rejection.GetProperty("namespace").GetString()));
        Assert.Equal("function_not_found", (await worker.CallAsync("engine::mine", "{}", ""","namespace":"orders" """)).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_worker_may_take_the_place_of_a_function_of_the_engine_which_is_gone_with_it()
    {
        await using var caller = await RawWorker.ConnectAsync(_engine, "caller");
        await using (var owner = await OwnerAsync("engine::queue::enqueue"))
        {
            await caller.SendAsync("""{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::later","data":{"a":1},"baggage":"k=v,iii.function.id=before","action":{"type":"enqueue","queue":"q"}}""");
            var call = await owner.NextAsync();
            var data = call.GetProperty("data");
            Assert.Equal(("q", "m::later", "k=v,iii.function.id=m::later"), (data.GetProperty("queue").GetString(), data.GetProperty("function_id").GetString(), data.GetProperty("baggage").GetString()));
            await owner.AnswerAsync(call, "{}");
            Assert.Equal(data.GetProperty("messageReceiptId").GetString(), (await caller.NextAsync()).GetProperty("result").GetProperty("messageReceiptId").GetString());
            owner.Drop();
        }

        var code = "invocation_stopped";
        await Eventually.TrueAsync(async () =>
        {
            var answer = await caller.CallAsync("engine::queue::enqueue", """{"queue":"q","function_id":"f","data":1}""");
            code = answer.GetProperty("error").GetProperty("code").GetString();
            return code != "invocation_stopped";
        });
        Assert.Equal("function_not_found", code);
    }

    [Theory]
    [InlineData("""{"name":5}""", "invalid type: integer `5`, expected a string")]
    [InlineData("""{"pid":-1}""", "invalid value: integer `-1`, expected u32")]
    [InlineData("""{"pid":4294967296}""", "invalid value: integer `4294967296`, expected u32")]
    [InlineData("[]", "invalid type: sequence, expected struct RegisterWorkerInput")]
    public async Task A_worker_says_of_itself_what_the_engine_understands(string data, string problem)
    {
        await using var worker = await RawWorker.ConnectAsync(_engine, name: null);
        Assert.Equal($"deserialization_error: Failed to deserialize input for engine::workers::register: {problem}", await worker.ErrorAsync("engine::workers::register", data));
    }

    [Fact]
    public async Task Of_two_workers_that_take_one_name_at_the_same_time_one_gets_it()
    {
        for (var i = 0; i < 50; i++)
        {
            await using var first = await RawWorker.ConnectAsync(_engine, name: null);
            await using var second = await RawWorker.ConnectAsync(_engine, name: null);
            var frame = $$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"engine::workers::register","data":{"name":"twin{{i}}"} }""";
            await Task.WhenAll(Task.Run(() => first.SendAsync(frame)), Task.Run(() => second.SendAsync(frame)));
            var answers = new[] { await first.NextAsync(), await second.NextAsync() };
            Assert.Single(answers, a => a.GetProperty("type").GetString() == "registrationrejected");
        }
    }

    [Fact]
    public async Task A_type_of_a_blank_namespace_is_none()
    {
        await using var provider = await RawWorker.ConnectAsync(_engine, "provider");
        await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks","namespace":" "}""");
        Assert.Equal("NOT_FOUND", (await provider.CallAsync("engine::triggers::info", """{"id":"tick"}""")).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("namespace")]
    [InlineData("trigger_namespace")]
    public async Task A_binding_with_a_blank_namespace_is_refused(string field)
    {
        await using var worker = await OwnerAsync("m::tick");
        await worker.SendAsync($$"""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::tick","config":{},"{{field}}":""}""");
        var error = (await worker.NextAsync()).GetProperty("error");
        Assert.Equal(("INVALID_NAMESPACE", $"`{field}` is empty: it was named and left blank. Give it a name, or omit it to use `default`."), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_binding_may_say_where_its_provider_is_and_takes_no_other()
    {
        await using var consumer = await OwnerAsync("m::tick");
        await using var near = await RawWorker.ConnectAsync(_engine, "near");
        await near.SendAsync("""{"type":"registertriggertype","id":"tick","description":"near"}""");
        await near.PingAsync();
        await consumer.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::tick","config":{},"trigger_namespace":"far"}""");
        await consumer.PingAsync();
        await near.PingAsync();
        await using var far = await RawWorker.ConnectAsync(_engine, "far", "far");
        await far.SendAsync("""{"type":"registertriggertype","id":"tick","description":"far"}""");
        var binding = await far.NextAsync();
        Assert.Equal(("registertrigger", "t1"), (binding.GetProperty("type").GetString(), binding.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_provider_that_comes_back_is_given_its_bindings_again()
    {
        await using var consumer = await OwnerAsync("m::tick");
        await consumer.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::tick","config":{"every":1}}""");
        for (var i = 0; i < 2; i++)
        {
            await using var provider = await RawWorker.ConnectAsync(_engine, $"provider{i}");
            await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
            var binding = await provider.NextAsync();
            Assert.Equal(("registertrigger", "t1", """{"every":1}"""), (binding.GetProperty("type").GetString(), binding.GetProperty("id").GetString(), binding.GetProperty("config").GetRawText()));
            await provider.PingAsync();
            provider.Drop();
            await Eventually.TrueAsync(async () => !(await consumer.CallAsync("engine::triggers::info", """{"id":"tick"}""")).TryGetProperty("result", out _));
        }
    }

    [Fact]
    public async Task A_binding_waits_for_its_provider_and_reaches_it_once()
    {
        await using var consumer = await OwnerAsync("m::tick");
        await consumer.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::tick","config":{"every":1}}""");
        await consumer.PingAsync();
        await using var provider = await RawWorker.ConnectAsync(_engine, "provider");
        await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        var binding = await provider.NextAsync();
        Assert.Equal("registertrigger", binding.GetProperty("type").GetString());
        Assert.Equal("""{"every":1}""", binding.GetProperty("config").GetRawText());
        consumer.Drop();
        Assert.Equal("unregistertrigger", (await provider.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Of_a_providers_error_too_only_what_the_protocol_has_is_passed_on()
    {
        await using var consumer = await OwnerAsync("m::tick");
        await using var provider = await RawWorker.ConnectAsync(_engine, "provider");
        await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        await provider.PingAsync();
        await consumer.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::tick","config":{}}""");
        await provider.NextAsync();
        await provider.SendAsync("""{"type":"triggerregistrationresult","id":"t1","trigger_type":"x","function_id":"y","error":{"more":1,"stacktrace":"at\tx","message":"no \u003cb\u003e","code":"c"}}""");
        Assert.Equal(
            """{"type":"triggerregistrationresult","id":"t1","trigger_type":"tick","function_id":"m::tick","error":{"code":"c","message":"no <b>","stacktrace":"at\tx"}}""",
            (await consumer.NextAsync()).GetRawText());
    }

    [Fact]
    public async Task A_conflicting_route_is_refused()
    {
        await using var worker = await OwnerAsync("m::web");
        await worker.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"http","function_id":"m::web","config":{"api_path":"a/:x"}}""");
        await worker.SendAsync("""{"type":"registertrigger","id":"t2","trigger_type":"http","function_id":"m::web","config":{"api_path":"/a/:y"}}""");
        var error = (await worker.NextAsync()).GetProperty("error");
        Assert.Equal("trigger_registration_failed", error.GetProperty("code").GetString());
        Assert.StartsWith("Route 'GET /a/:y' conflicts with already-registered route 'GET a/:x'", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_said_clearly()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = _engine.WorkerUrl.Port, HttpPort = 0, StreamPort = 0 }));
        Assert.Contains($"Port {_engine.WorkerUrl.Port} (workers)", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<IOException>(() => IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = _engine.HttpUrl.Port, StreamPort = 0 }));
        Assert.Contains($"Port {_engine.HttpUrl.Port} (http triggers)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_paths_and_methods_have_the_engines_answers()
    {
        await using var worker = await OwnerAsync("m::web");
        await worker.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"http","function_id":"m::web","config":{"api_path":"/web"}}""");
        await worker.PingAsync();
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var missing = await http.GetAsync(new Uri("/nothing", UriKind.Relative));
        Assert.Equal("""{"error":{"code":"NOT_FOUND","message":"Not Found"}}""", await missing.Content.ReadAsStringAsync());
        using var wrong = await http.PostAsync(new Uri("/web", UriKind.Relative), null);
        Assert.Equal(405, (int)wrong.StatusCode);
        Assert.Equal("GET,HEAD", string.Join(",", wrong.Content.Headers.Allow));
    }

    private async Task<RawWorker> OwnerAsync(string functionId)
    {
        var owner = await RawWorker.ConnectAsync(_engine, "owner");
        await owner.RegisterAsync(functionId);
        return owner;
    }
}
