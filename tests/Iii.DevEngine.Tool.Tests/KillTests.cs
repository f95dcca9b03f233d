namespace Iii.DevEngine.Tool.Tests;

/// <summary>An engine with a directory is killed again and again while it is written to.</summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Rounds = 15;

    private readonly string _directory = Directory.CreateTempSubdirectory("iii-kill-").FullName;
    private readonly Ledger _ledger = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_there_twice()
    {
        // The seed is fixed: each round is killed after another number of answers.
        var random = new Random(20);
        for (var round = 0; round < Rounds; round++)
        {
            var (engine, worker) = await StartAsync();
            using var _ = engine;
            await using var __ = worker;
            var enough = _ledger.AnswersAfter(random.Next(20, 200));
            using var stop = new CancellationTokenSource();
            var writing = new KilledWriter(worker, _ledger).RunAsync(stop.Token);
            await enough.WaitAsync(TestTimeout.Default);
            await engine.KillAsync();
            await stop.CancelAsync();
            await writing;
        }

        await using (var checker = await CheckedAsync())
        {
            await checker.SettleAsync();
            await checker.StateAsync();
            await checker.StreamsAsync();
            await checker.QueuesAsync();
        }

        // What was seen to be done with stays so: its message does not come again after one more end.
        var delivered = _ledger.Deliveries;
        await using (var checker = await CheckedAsync())
        {
            await checker.SettleAsync();
            await checker.StateAsync();
            await checker.QueuesAsync();
        }

        Assert.Equal(delivered, _ledger.Deliveries);
    }

    private async Task<(ToolProcess Engine, IIIWorker Worker)> StartAsync()
    {
        var config = Path.Combine(_directory, "iii.yaml");
        await File.WriteAllTextAsync(config, "workers: [{name: iii-queue, config: {queue_configs: {once: {max_retries: 1}}}}]");
        var (engine, started) = await ToolProcess.EngineAsync("--data", _directory, "--config", config);
        var worker = ShopEngine.Worker(started.GetProperty("workers").GetString()!, "w");
        worker.RegisterRawFunction("kill::deliver", (payload, _) => _ledger.Deliver(payload.Span) ? ShopEngine.Json("null") : throw new IIIException("again", "The first time fails."));
        var trigger = worker.RegisterTrigger("durable:subscriber", "kill::deliver", """{"topic":"work","queue_config":{"maxRetries":1000,"backoffType":"fixed","backoffDelayMs":5} }""");
        await worker.StartAsync();
        await trigger.WaitUntilBoundAsync();
        return (engine, worker);
    }

    private async Task<KilledChecker> CheckedAsync()
    {
        var (engine, worker) = await StartAsync();
        return new KilledChecker(engine, worker, _ledger);
    }
}
