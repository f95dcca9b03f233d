using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>What the engine tells of itself.</summary>
public sealed class DiscoveryTests : IAsyncLifetime
{
    private TestEngine _engine = null!;
    private RawWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync();
        _worker = await _engine.WorkerAsync("calc");
        await _worker.SendAsync("""{"type":"registerfunction","id":"math::add","description":"Adds","request_format":{"type":"object"},"metadata":{"owner":"a"}}""");
        await _worker.RegisterAsync("state::extra");
        await _worker.RegisterAsync("plain");
        await _worker.SendAsync("""{"type":"registerfunction","id":"hidden","metadata":{"internal":true}}""");
        await _worker.BindAsync("t1", "cron", "math::add", """{"expression":"@daily"}""", ""","metadata":{"m":1}""");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Functions_are_listed_with_their_owners_and_found_by_what_they_are_called_first()
    {
        Assert.Equal(
            """{"functions":[{"description":"Adds","function_id":"math::add","metadata":{"owner":"a"},"namespace":"default","observable":true,"observer_count":0,"private":false,"worker_name":"calc"},{"function_id":"plain","namespace":"default","observable":true,"observer_count":0,"private":false,"worker_name":"calc"},{"function_id":"state::extra","namespace":"default","observable":true,"observer_count":0,"private":false,"worker_name":"calc"}]}""",
            await _worker.ResultAsync("engine::functions::list", """{"worker":"calc"}"""));
        Assert.Contains("\"hidden\"", await _worker.ResultAsync("engine::functions::list", """{"workers":["calc","nobody"],"include_internal":true}"""), StringComparison.Ordinal);
        Assert.Equal("iii-state", (await OneAsync("engine::functions::list", "functions", """{"prefix":"state::get"}""")).GetProperty("worker_name").GetString());
        Assert.Equal("""{"functions":[]}""", await _worker.ResultAsync("engine::functions::list", """{"prefix":"engine::functions"}"""));
        Assert.Equal(5, (await AllAsync("engine::functions::list", "functions", """{"prefix":"engine::"}""")).Count(f => f.GetProperty("function_id").GetString()!.StartsWith("engine::queue::", StringComparison.Ordinal)));

        var found = (await AllAsync("engine::functions::list", "functions", """{"search":"add"}""")).Select(f => f.GetProperty("function_id").GetString());
        Assert.Equal("math::add", found.First());
    }

    [Fact]
    public async Task A_function_is_described_with_its_schemas_and_triggers()
    {
        Assert.Equal(
            """{"description":"Adds","function_id":"math::add","metadata":{"owner":"a"},"namespace":"default","observable":true,"observer_count":0,"private":false,"registered_triggers":[{"config":{"expression":"@daily"},"id":"t1","trigger_type":"cron"}],"request_schema":{"type":"object"},"worker_name":"calc"}""",
            await _worker.ResultAsync("engine::functions::info", """{"function_id":"math::add"}"""));
        Assert.Equal(
            """{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"data":true,"topic":{"type":"string"}},"required":["data","topic"],"title":"PubSubInput","type":"object"}""",
            (await _worker.CallAsync("engine::functions::info", """{"function_id":"publish"}""")).GetProperty("result").GetProperty("request_schema").GetRawText());
        Assert.Equal(
            """{"functions":[{"error":"not_found","function_id":"no"},{"function_id":"plain","namespace":"default","observable":true,"observer_count":0,"private":false,"registered_triggers":[],"worker_name":"calc"}]}""",
            await _worker.ResultAsync("engine::functions::info", """{"function_ids":["no","plain","no"]}"""));
    }

    [Theory]
    [InlineData("engine::functions::info", """{"function_id":"a","function_ids":["b"]}""", "INVALID_ARGUMENTS: pass either `function_id` or `function_ids`, not both")]
    [InlineData("engine::functions::info", """{"function_ids":[]}""", "INVALID_ARGUMENTS: `function_ids` must be a non-empty array of function ids")]
    [InlineData("engine::functions::info", """{"function_id":"no"}""", "NOT_FOUND: Function 'no' is not registered.")]
    [InlineData("engine::functions::info", """{"function_id":"plain","namespace":"x"}""", "NOT_FOUND: Function 'plain' is ambiguous: it is registered in namespace(s): default. Pass `namespace` to select one.")]
    [InlineData("engine::workers::info", """{"name":"no"}""", "NOT_FOUND: Worker 'no' is not connected.")]
    [InlineData("engine::workers::info", """{"name":"calc","namespace":"x"}""", "NOT_FOUND: Worker 'calc' is not connected in the requested namespace; it is connected in namespace(s): default.")]
    [InlineData("engine::triggers::info", """{"id":"no"}""", "NOT_FOUND: Trigger type 'no' is not registered in namespace 'default'.")]
    [InlineData("engine::registered-triggers::info", """{"id":"no"}""", "NOT_FOUND: Registered trigger 'no' was not found.")]
    [InlineData("engine::functions::list", """{"search":5}""", "deserialization_error: Failed to deserialize input for engine::functions::list: invalid type: integer `5`, expected a string")]
    public async Task What_is_not_there_is_said(string function, string input, string error) => Assert.Equal(error, await _worker.ErrorAsync(function, input));

    [Fact]
    public async Task More_than_32_functions_are_too_many_at_once()
    {
        var ids = string.Join(',', Enumerable.Range(0, 33).Select(i => $"\"f{i}\""));
        Assert.Equal("INVALID_ARGUMENTS: too many function_ids (max 32)", await _worker.ErrorAsync("engine::functions::info", $$"""{"function_ids":[{{ids}}]}"""));
    }

    [Fact]
    public async Task Workers_and_modules_are_listed_alike()
    {
        var worker = await OneAsync("engine::workers::list", "workers", """{"search":"CALC"}""");
        Assert.Equal(
            ["active_invocations", "connected_at_ms", "description", "function_count", "id", "ip_address", "isolation", "name", "namespace", "os", "runtime", "status", "version"],
            worker.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("raw", "connected", 4, 1), (worker.GetProperty("runtime").GetString(), worker.GetProperty("status").GetString(), worker.GetProperty("function_count").GetInt32(), worker.GetProperty("active_invocations").GetInt32()));
        var module = await OneAsync("engine::workers::list", "workers", """{"runtime":"engine","search":"iii-state"}""");
        Assert.Equal(("iii-state", "available", "in-process", 7), (module.GetProperty("id").GetString(), module.GetProperty("status").GetString(), module.GetProperty("isolation").GetString(), module.GetProperty("function_count").GetInt32()));
    }

    [Fact]
    public async Task A_worker_is_described_with_all_that_it_has()
    {
        await _worker.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        var info = (await _worker.CallAsync("engine::workers::info", """{"name":"calc"}""")).GetProperty("result");
        Assert.Equal(["hidden", "math::add", "plain", "state::extra"], info.GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("function_id").GetString()));
        Assert.Equal("""[{"config":{"expression":"@daily"},"config_summary":"{\"expression\":\"@daily\"}","function_id":"math::add","id":"t1","trigger_type":"cron","worker_name":"calc"}]""", info.GetProperty("registered_triggers").GetRawText());
        Assert.Equal("""[{"description":"ticks","id":"tick","namespace":"default","worker_name":"calc"}]""", info.GetProperty("trigger_types").GetRawText());
        Assert.Equal((1, false), (info.GetProperty("worker").GetProperty("pid").GetInt32(), info.GetProperty("worker").GetProperty("internal").GetBoolean()));
        Assert.True((await _worker.CallAsync("engine::workers::info", """{"name":"iii-engine-functions"}""")).GetProperty("result").GetProperty("worker").GetProperty("internal").GetBoolean());
    }

    [Fact]
    public async Task Types_of_triggers_have_their_schemas_in_detail_alone()
    {
        Assert.Equal(
            ["configuration", "cron", "durable:subscriber", "http", "log", "state", "stream", "stream:join", "stream:leave", "subscribe"],
            (await AllAsync("engine::triggers::list", "triggers")).Select(t => t.GetProperty("id").GetString()));
        Assert.Equal("""{"triggers":[{"description":"HTTP API trigger","id":"http","namespace":"default","worker_name":"iii-http"}]}""", await _worker.ResultAsync("engine::triggers::list", """{"worker":"iii-http"}"""));
        Assert.Equal("queue", (await OneAsync("engine::triggers::list", "triggers", """{"prefix":"durable"}""")).GetProperty("worker_name").GetString());
        var cron = (await _worker.CallAsync("engine::triggers::info", """{"id":"cron"}""")).GetProperty("result");
        Assert.Equal(["configuration_schema", "description", "id", "instance_count", "namespace", "request_schema", "worker_name"], cron.EnumerateObject().Select(p => p.Name));
        Assert.Equal(1, cron.GetProperty("instance_count").GetInt32());
        Assert.Equal("""["expression"]""", cron.GetProperty("configuration_schema").GetProperty("required").GetRawText());
    }

    [Fact]
    public async Task A_summary_of_a_configuration_is_cut_after_80_characters()
    {
        await _worker.BindAsync("t2", "state", "plain", $$"""{"scope":"{{new string('é', 100)}}"}""");
        var row = await OneAsync("engine::registered-triggers::list", "registered_triggers", """{"trigger_type":"state"}""");
        Assert.Equal("{\"scope\":\"" + new string('é', 70) + "…", row.GetProperty("config_summary").GetString());
    }

    [Fact]
    public async Task A_binding_is_described_with_its_type_and_its_function()
    {
        var info = (await _worker.CallAsync("engine::registered-triggers::info", """{"id":"t1"}""")).GetProperty("result");
        Assert.Equal(["config", "function", "function_id", "id", "metadata", "trigger", "trigger_type", "worker_name"], info.EnumerateObject().Select(p => p.Name));
        Assert.Equal("math::add", info.GetProperty("function").GetProperty("function_id").GetString());
        Assert.Equal("cron", info.GetProperty("trigger").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_binding_by_function_outlives_its_maker_until_it_is_unbound()
    {
        var maker = await _engine.WorkerAsync("maker");
        var made = await maker.CallAsync("engine::register_trigger", """{"trigger_type":"subscribe","function_id":"plain","config":{"topic":"t"},"metadata":{"m":1}}""");
        var id = made.GetProperty("result").GetProperty("id").GetString();
        maker.Drop();
        await _worker.SendAsync("""{"type":"invokefunction","function_id":"publish","data":{"topic":"t","data":7}}""");
        Assert.Equal("7", await _worker.ServeAsync());
        Assert.Equal("""{"removed":true}""", await _worker.ResultAsync("engine::unregister_trigger", $$"""{"id":"{{id}}"}"""));
        Assert.Equal("""{"removed":false}""", await _worker.ResultAsync("engine::unregister_trigger", $$"""{"id":"{{id}}"}"""));
        Assert.Equal("trigger_registration_failed: Cron expression is required", await _worker.ErrorAsync("engine::register_trigger", """{"trigger_type":"cron","function_id":"plain"}"""));
    }

    [Theory]
    [InlineData("""
        ,"error":{"code":"bad","message":"no"}
        """, "trigger_registration_failed: bad: no")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task A_binding_by_function_waits_for_the_worker_that_provides_its_type(string? answer, string? error)
    {
        var provider = await _engine.WorkerAsync("provider");
        await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        await provider.PingAsync();
        var asking = _worker.CallAsync("engine::register_trigger", """{"trigger_type":"tick","function_id":"plain","config":{"every":1}}""");
        var binding = await provider.NextAsync();
        Assert.Equal("registertrigger", binding.GetProperty("type").GetString());
        if (answer is null)
        {
            await _engine.Time.PassAsync(TimeSpan.FromSeconds(10));
        }
        else
        {
            await provider.SendAsync($$"""{"type":"triggerregistrationresult","id":"{{binding.GetProperty("id").GetString()}}","trigger_type":"tick","function_id":"plain"{{answer}} }""");
        }

        var outcome = await asking;
        Assert.Equal(error is null, outcome.TryGetProperty("result", out _));
        if (error is not null)
        {
            Assert.Equal(error, $"{outcome.GetProperty("error").GetProperty("code").GetString()}: {outcome.GetProperty("error").GetProperty("message").GetString()}");
        }

        Assert.Equal(error is null ? 1 : 0, (await AllAsync("engine::registered-triggers::list", "registered_triggers", """{"trigger_type":"tick"}""")).Count);
    }

    [Fact]
    public async Task A_binding_moves_to_the_provider_of_its_own_namespace_when_that_comes()
    {
        var fallback = await _engine.WorkerAsync("fallback");
        await fallback.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        await fallback.PingAsync();
        await using var spaced = await RawWorker.ConnectAsync(_engine.Engine, "spaced", "orders");
        await spaced.BindAsync("t9", "tick", "m::f", "{}");
        Assert.Equal("registertrigger", (await fallback.NextAsync()).GetProperty("type").GetString());
        await using var own = await RawWorker.ConnectAsync(_engine.Engine, "own", "orders");
        await own.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        Assert.Equal("registertrigger", (await own.NextAsync()).GetProperty("type").GetString());
        Assert.Equal("unregistertrigger", (await fallback.NextAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Whoever_wants_to_know_is_told_of_workers_at_once_and_of_functions_after_a_while()
    {
        var watcher = await _engine.WorkerAsync("watcher", "m::workers", "m::functions");
        await _engine.Time.PassAsync(TimeSpan.FromSeconds(5));
        await _engine.Time.WaitsAsync(TimeSpan.FromSeconds(5));
        await watcher.BindAsync("w1", "engine::workers-available", "m::workers", "{}");
        await watcher.BindAsync("w2", "engine::functions-available", "m::functions", "{}");
        var other = await _engine.WorkerAsync("other", "m::new");
        Assert.Equal($$"""{"event":"worker_connected","worker_id":"{{other.Id}}"}""", await watcher.ServeAsync());
        Assert.Equal($$"""{"event":"worker_metadata_updated","worker_id":"{{other.Id}}"}""", await watcher.ServeAsync());
        _engine.Time.Advance(TimeSpan.FromSeconds(5));
        var changed = JsonDocument.Parse(await watcher.ServeAsync()).RootElement;
        Assert.Equal("functions_changed", changed.GetProperty("event").GetString());
        Assert.Contains("m::new", changed.GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("function_id").GetString()));
        other.Drop();
        Assert.Equal($$"""{"event":"worker_disconnected","worker_id":"{{other.Id}}"}""", await watcher.ServeAsync());
    }

    [Fact]
    public async Task What_workers_call_themselves_can_not_disturb_a_terminal()
    {
        await using var loud = await RawWorker.ConnectAsync(_engine.Engine, name: null);
        await loud.SendAsync("""{"type":"invokefunction","function_id":"engine::workers::register","data":{"name":" a\u001b[31m\u202eb ","description":"\u0007","pid":1},"action":{"type":"void"}}""");
        await loud.PingAsync();
        var worker = (await AllAsync("engine::workers::list", "workers")).Single(w => w.GetProperty("id").GetString() == loud.Id);
        Assert.Equal("a[31mb", worker.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, worker.GetProperty("description").ValueKind);
    }

    private async Task<IReadOnlyList<JsonElement>> AllAsync(string function, string list, string input = "{}") =>
        [.. (await _worker.CallAsync(function, input)).GetProperty("result").GetProperty(list).EnumerateArray()];

    private async Task<JsonElement> OneAsync(string function, string list, string input) => Assert.Single(await AllAsync(function, list, input));
}
