namespace Iii.DevEngine.Tool.Tests;

/// <summary>The tool as a process that is told to end.</summary>
public sealed class SignalTests
{
    [Theory]
    [InlineData(ToolProcess.Sigint)]
    [InlineData(ToolProcess.Sigterm)]
    public async Task A_signal_ends_an_engine_in_order_even_with_calls_under_way(int signal)
    {
        var (engine, started) = await ToolProcess.EngineAsync();
        using var _ = engine;
        await using var worker = ShopEngine.Worker(started.GetProperty("workers").GetString()!, "w");
        var called = ShopEngine.RegisterHanging(worker, "m::hang");
        await worker.StartAsync();
        var call = worker.CallRawAsync("m::hang", "1"u8.ToArray());
        await called.WaitAsync(TestTimeout.Default);
        engine.Signal(signal);
        Assert.Equal(ExitCodes.Success, await engine.ExitAsync());
        Assert.Equal("", await engine.Error.ReadToEndAsync());
        Assert.Equal("""{"event":"stopped"}""", (await engine.Out.ReadToEndAsync()).TrimEnd());
        await Assert.ThrowsAnyAsync<IIIException>(() => call);
    }

    [Fact]
    public async Task Ctrl_c_ends_a_watch_and_a_call()
    {
        var (engine, started) = await ToolProcess.EngineAsync();
        using var _ = engine;
        var url = started.GetProperty("workers").GetString()!;
        await using var worker = ShopEngine.Worker(url, "w");
        var called = ShopEngine.RegisterHanging(worker, "m::hang");
        await worker.StartAsync();
        using var call = ToolProcess.Start("call", "m::hang", "--url", url);
        using var watch = ToolProcess.Start("watch", "--json", "--url", url);
        await called.WaitAsync(TestTimeout.Default);
        await watch.Out.ReadLineAsync().WaitAsync(TestTimeout.Default);
        call.Signal(ToolProcess.Sigint);
        watch.Signal(ToolProcess.Sigint);
        Assert.Equal((ExitCodes.Interrupted, ""), (await call.ExitAsync(), await call.Error.ReadToEndAsync()));
        Assert.Equal((ExitCodes.Success, ""), (await watch.ExitAsync(), await watch.Error.ReadToEndAsync()));
    }
}
