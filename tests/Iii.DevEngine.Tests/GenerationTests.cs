using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>What workers of any age see of an engine that behaves as one release of iii, in raw frames.</summary>
public sealed class GenerationTests
{
    private const string ObserveV1 = """["observe.v1","local-dispatch.v1"]""";
    private const string ObserveV2 = """["observe.v1","observe.v2","local-dispatch.v1"]""";

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22, null)]
    [InlineData(IIIEngineGeneration.V0_23, null)]
    [InlineData(IIIEngineGeneration.V0_24, null)]
    [InlineData(IIIEngineGeneration.V0_25, ObserveV1)]
    [InlineData(IIIEngineGeneration.V0_26, ObserveV2)]
    [InlineData(IIIEngineGeneration.V0_27, ObserveV2)]
    [InlineData(null, ObserveV2)]
    public async Task Workerregistered_has_the_features_of_the_generation(IIIEngineGeneration? generation, string? features)
    {
        await using var engine = await StartAsync(generation);
        using var worker = await FrameClient.OpenAsync(engine.Engine.WorkerUrl);
        var registered = await worker.NextJsonAsync("workerregistered");
        string[] names = features is null ? ["type", "worker_id", "reattach_token"] : ["type", "worker_id", "reattach_token", "features"];
        Assert.Equal(names, registered.EnumerateObject().Select(p => p.Name));
        Assert.Equal(features, registered.TryGetProperty("features", out var advertised) ? advertised.GetRawText() : null);
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22, false)]
    [InlineData(IIIEngineGeneration.V0_23, false)]
    [InlineData(IIIEngineGeneration.V0_24, true)]
    [InlineData(IIIEngineGeneration.V0_25, true)]
    [InlineData(IIIEngineGeneration.V0_26, true)]
    [InlineData(IIIEngineGeneration.V0_27, true)]
    [InlineData(null, true)]
    public async Task E2_result_null_reaches_the_caller_from_0_24_on(IIIEngineGeneration? generation, bool isForwarded)
    {
        await using var engine = await StartAsync(generation);
        var host = await engine.WorkerAsync("host", "m::f");
        var caller = await engine.WorkerAsync("caller");
        var calling = caller.CallAsync("m::f");
        await host.AnswerAsync(await host.NextAsync(), "null");
        var answer = await calling;
        Assert.Equal(isForwarded ? "null" : null, answer.TryGetProperty("result", out var result) ? result.GetRawText() : null);
        Assert.False(answer.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_23)]
    [InlineData(null)]
    public async Task E2_answer_without_a_result_stays_without(IIIEngineGeneration? generation)
    {
        await using var engine = await StartAsync(generation);
        var host = await engine.WorkerAsync("host", "m::f");
        var caller = await engine.WorkerAsync("caller");
        var calling = caller.CallAsync("m::f");
        var call = await host.NextAsync();
        await host.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id").GetString()}}","function_id":"m::f"}""");
        Assert.Equal(["type", "invocation_id", "function_id"], (await calling).EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task E2_error_comes_without_a_result()
    {
        await using var engine = await StartAsync(null);
        var host = await engine.WorkerAsync("host", "m::f");
        var caller = await engine.WorkerAsync("caller");
        var calling = caller.CallAsync("m::f");
        var call = await host.NextAsync();
        await host.SendAsync($$$"""{"type":"invocationresult","invocation_id":"{{{call.GetProperty("invocation_id").GetString()}}}","function_id":"m::f","result":null,"error":{"code":"expected_error","message":"m"}}""");
        var answer = await calling;
        Assert.Equal("""{"code":"expected_error","message":"m"}""", answer.GetProperty("error").GetRawText());
        Assert.False(answer.TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22, true)]
    [InlineData(IIIEngineGeneration.V0_23, true)]
    [InlineData(IIIEngineGeneration.V0_24, true)]
    [InlineData(IIIEngineGeneration.V0_25, true)]
    [InlineData(IIIEngineGeneration.V0_26, false)]
    [InlineData(IIIEngineGeneration.V0_27, false)]
    [InlineData(null, true)]
    public async Task Registertrigger_is_served_before_0_26_and_refused_from_there_on(IIIEngineGeneration? generation, bool isServed)
    {
        await using var engine = await StartAsync(generation);
        var worker = await engine.WorkerAsync("worker", "m::f");
        await worker.SendAsync("""{"type":"registertrigger","id":"t1","trigger_type":"state","function_id":"m::f","config":{}}""");
        if (!isServed)
        {
            AssertRefused("""{"type":"triggerregistrationresult","id":"t1","trigger_type":"state","function_id":"m::f",""", "state", await worker.NextAsync());
        }

        await worker.PingAsync();
        var bindings = await worker.ResultAsync("engine::registered-triggers::list");
        Assert.Equal(isServed, bindings!.Contains("\"t1\"", StringComparison.Ordinal));
        Assert.Equal(isServed, (await worker.ResultAsync("engine::triggers::list"))!.Contains("\"state\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_25, true)]
    [InlineData(IIIEngineGeneration.V0_26, false)]
    [InlineData(IIIEngineGeneration.V0_27, false)]
    [InlineData(null, true)]
    public async Task Registertriggertype_is_served_before_0_26_and_refused_from_there_on(IIIEngineGeneration? generation, bool isServed)
    {
        await using var engine = await StartAsync(generation);
        var worker = await engine.WorkerAsync("worker");
        await worker.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        if (!isServed)
        {
            AssertRefused("""{"type":"triggerregistrationresult","id":"tick","trigger_type":"tick","function_id":"",""", "tick", await worker.NextAsync());
        }

        await worker.PingAsync();
        Assert.Equal(isServed, (await worker.CallAsync("engine::triggers::info", """{"id":"tick"}""")).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Generation_0_26_binding_by_function_is_refused_too()
    {
        await using var engine = await StartAsync(IIIEngineGeneration.V0_26);
        var worker = await engine.WorkerAsync("worker", "m::f");
        Assert.StartsWith(
            "trigger_type_not_found: There is no trigger type 'cron'",
            await worker.ErrorAsync("engine::register_trigger", """{"trigger_type":"cron","function_id":"m::f","config":{"expression":"* * * * * *"}}"""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"observe","id":"o1","source":{"function_id":"m::f"},"target":{"function_id":"m::g"}}""")]
    [InlineData("""{"type":"unobserve","id":"o1"}""")]
    [InlineData("""{"type":"observerack","function_id":"m::f","namespace":"default","revision":1,"results":[]}""")]
    [InlineData("""{"type":"invocationsobserved","items":[]}""")]
    [InlineData("""{"type":"localinvocationstats","items":[]}""")]
    public async Task Generation_before_0_25_observer_frames_are_unknown(string frame)
    {
        await using var engine = await StartAsync(IIIEngineGeneration.V0_24);
        var worker = await engine.WorkerAsync("worker", "m::f", "m::g");
        await worker.SendAsync(frame);
        await worker.PingAsync();
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22, false)]
    [InlineData(IIIEngineGeneration.V0_24, false)]
    [InlineData(IIIEngineGeneration.V0_25, true)]
    [InlineData(null, true)]
    public async Task Unregistertriggertype_takes_effect_from_0_25_on(IIIEngineGeneration? generation, bool isHonoured)
    {
        await using var engine = await StartAsync(generation);
        var provider = await engine.WorkerAsync("provider");
        await provider.SendAsync("""{"type":"registertriggertype","id":"tick","description":"ticks"}""");
        await provider.SendAsync("""{"type":"unregistertriggertype","id":"tick"}""");
        await provider.PingAsync();
        Assert.Equal(isHonoured, !(await provider.CallAsync("engine::triggers::info", """{"id":"tick"}""")).TryGetProperty("result", out _));
    }

    private static Task<TestEngine> StartAsync(IIIEngineGeneration? generation) => TestEngine.StartAsync(options => options with { Generation = generation });

    private static void AssertRefused(string beginning, string type, JsonElement answer)
    {
        Assert.StartsWith(beginning, answer.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            ("trigger_type_not_found", $"There is no trigger type '{type}': engines of this generation have no triggers. Observe a function instead."),
            (answer.GetProperty("error").GetProperty("code").GetString(), answer.GetProperty("error").GetProperty("message").GetString()));
    }
}
