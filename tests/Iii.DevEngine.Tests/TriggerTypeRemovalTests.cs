namespace Iii.DevEngine.Tests;

/// <summary><c>unregistertriggertype</c>: the type goes, and its bindings find another provider as if the first had left.</summary>
public sealed class TriggerTypeRemovalTests
{
    [Fact]
    public async Task Type_unregistered_binding_waits_and_goes_to_the_next_provider()
    {
        await using var engine = await TestEngine.StartAsync();
        var consumer = await engine.WorkerAsync("consumer", "m::tick");
        var first = await ProviderAsync(engine, "first");
        await consumer.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::tick","config":{}}""");
        Assert.Equal("registertrigger", (await first.NextAsync()).GetProperty("type").GetString());
        await first.SendAsync("""{"type":"unregistertriggertype","id":"tick"}""");
        await first.PingAsync();
        Assert.DoesNotContain("t1", await consumer.ResultAsync("engine::registered-triggers::list"), StringComparison.Ordinal);
        var second = await engine.WorkerAsync("second");
        await second.SendAsync("""{"type":"registertriggertype","id":"tick","description":"second"}""");
        Assert.Equal("t1", (await second.NextAsync()).GetProperty("id").GetString());

        // The first is not concerned any more.
        await first.PingAsync();
    }

    [Fact]
    public async Task Type_unregistered_in_its_namespace_binding_falls_back_to_the_default_one()
    {
        await using var engine = await TestEngine.StartAsync();
        var fallback = await ProviderAsync(engine, "fallback");
        await using var near = await RawWorker.ConnectAsync(engine.Engine, "near", "shop");
        await near.RegisterAsync("m::tick");
        await near.SendAsync("""{"type":"registertriggertype","id":"tick","description":"near"}""");
        await near.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"tick","function_id":"m::tick","config":{},"namespace":"shop"}""");
        Assert.Equal("registertrigger", (await near.NextAsync()).GetProperty("type").GetString());
        await near.SendAsync("""{"type":"unregistertriggertype","id":"tick","namespace":"shop"}""");
        var binding = await fallback.NextAsync();
        Assert.Equal(("registertrigger", "t1"), (binding.GetProperty("type").GetString(), binding.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("""{"type":"unregistertriggertype","id":"tick"}""", false)]
    [InlineData("""{"type":"unregistertriggertype","id":"tick","namespace":"default"}""", false)]
    [InlineData("""{"type":"unregistertriggertype","id":"tick","namespace":null}""", false)]
    [InlineData("""{"type":"unregistertriggertype","id":"tick","namespace":"elsewhere"}""", true)]
    [InlineData("""{"type":"unregistertriggertype","id":"tick","namespace":" "}""", true)]
    [InlineData("""{"type":"unregistertriggertype","id":"tock"}""", true)]
    [InlineData("""{"type":"unregistertriggertype"}""", true)]
    public async Task Type_goes_only_if_it_is_the_one_that_is_named(string frame, bool stays)
    {
        await using var engine = await TestEngine.StartAsync();
        var provider = await ProviderAsync(engine, "provider");
        await provider.SendAsync(frame);
        await provider.PingAsync();
        Assert.Equal(stays, (await provider.CallAsync("engine::triggers::info", """{"id":"tick"}""")).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData("tick")]
    [InlineData("cron")]
    public async Task Type_of_somebody_else_stays(string type)
    {
        await using var engine = await TestEngine.StartAsync();
        await ProviderAsync(engine, "provider");
        var other = await engine.WorkerAsync("other");
        await other.SendAsync($$"""{"type":"unregistertriggertype","id":"{{type}}"}""");
        await other.PingAsync();
        Assert.True((await other.CallAsync("engine::triggers::info", $$"""{"id":"{{type}}"}""")).TryGetProperty("result", out _));
    }

    private static async Task<RawWorker> ProviderAsync(TestEngine engine, string name)
    {
        var provider = await engine.WorkerAsync(name);
        await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        await provider.PingAsync();
        return provider;
    }
}
