namespace Iii.DevEngine.Tests.Modules;

public sealed class LogTests
{
    [Fact]
    public async Task A_message_reaches_the_triggers_of_just_its_level()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "m::warn", "m::all");
        await worker.BindAsync("t1", "log", "m::warn", """{"level":"warn"}""", ""","metadata":{"m":1},"namespace":"elsewhere" """);
        var caller = await engine.WorkerAsync("caller");
        Assert.Null(await caller.ResultAsync("engine::log::error", """{"message":"no"}"""));
        Assert.Null(await caller.ResultAsync("engine::log::warn", """{"message":"hot","data":{"b":1,"a":2},"service_name":"oven","trace_id":"t"}"""));
        var call = await worker.NextAsync();
        Assert.Equal(
            $$"""{"attributes":{"a":2,"b":1},"body":"hot","instrumentation_scope_name":"iii","instrumentation_scope_version":"{{EngineCore.Version}}","observed_timestamp_unix_nano":1767225600000000000,"resource":{"service.name":"iii"},"service_name":"oven","severity_number":13,"severity_text":"WARN","span_id":null,"timestamp_unix_nano":1767225600000000000,"trace_id":"t"}""",
            call.GetProperty("data").GetRawText());
        Assert.Equal("""{"m":1}""", call.GetProperty("metadata").GetRawText());

        await worker.BindAsync("t2", "log", "m::all", "{}");
        await caller.ResultAsync("engine::log::trace", """{"message":"cold","data":"no object"}""");
        Assert.Contains("""{"attributes":{},"body":"cold",""", await worker.ServeAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_has_a_text()
    {
        await using var engine = await TestEngine.StartAsync();
        var caller = await engine.WorkerAsync("caller");
        Assert.Equal("deserialization_error: Failed to deserialize input for engine::log::info: missing field `message`", await caller.ErrorAsync("engine::log::info"));
    }
}
