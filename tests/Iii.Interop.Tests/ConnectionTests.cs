namespace Iii.Interop.Tests;

/// <summary>Connections that break, and whom the other side then sees.</summary>
[Collection(InteropCollection.Name)]
public sealed class ConnectionTests(InteropFixture interop)
{
    private readonly IIIDiscovery _discovery = new(interop.Worker);

    [Fact]
    public async Task A_worker_of_Node_that_lost_its_connection_takes_its_place_again()
    {
        var changes = new Listener(interop.Worker, "csharp::on-worker");
        var watching = interop.Worker.RegisterTrigger("engine::workers-available", "csharp::on-worker", "{}");
        await watching.WaitUntilBoundAsync();
        await using var relay = new Relay(interop.Engine.WorkerUrl);
        await interop.CallAsync("node::connect", $$"""{"url":"{{relay.Url}}","name":"node-lost"}""");
        var before = await ArrivesAsync(changes, "node-lost");
        relay.Break();

        // The engine still holds the old connection: without its token the new one would be refused.
        var after = await ArrivesAsync(changes, "node-lost");
        Assert.NotEqual(before, after);
        Assert.Contains("\"n\":1", await interop.CallAsync("node-lost::echo", """{"n":1}"""), StringComparison.Ordinal);
        Assert.Single(await _discovery.ListFunctionsAsync(prefix: "node-lost::"));
        await interop.CallAsync("node::disconnect", """{"name":"node-lost"}""");
        watching.Unregister();
    }

    [Fact]
    public async Task A_worker_of_this_SDK_that_lost_its_connection_takes_its_place_again()
    {
        await using var relay = new Relay(interop.Engine.WorkerUrl);
        await using var worker = await InteropFixture.ConnectAsync("csharp-lost", relay.Url, static w => w.MapFunction("csharp-lost::twice", static (int n) => 2 * n), static o => o.Reconnect.InitialDelay = TimeSpan.FromMilliseconds(20));
        Assert.Equal("4", await interop.NodeCallsAsync("csharp-lost::twice", """{"n":2}"""));
        var before = (await _discovery.FindWorkerAsync("csharp-lost"))!.Worker.Id;
        var isBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.StateChanged += state =>
        {
            if (state is IIIConnectionState.Connected)
            {
                isBack.TrySetResult();
            }
        };
        relay.Break();
        await isBack.Task.WaitAsync(TestTimeout.Default);

        // What it calls comes after all that it registers.
        await worker.CallRawAsync("engine::functions::list", "{}"u8.ToArray());
        Assert.NotEqual(before, (await _discovery.FindWorkerAsync("csharp-lost"))!.Worker.Id);
        Assert.Equal("6", await interop.NodeCallsAsync("csharp-lost::twice", """{"n":3}"""));
    }

    [Fact]
    public async Task A_call_ends_when_the_worker_that_runs_it_goes()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = await InteropFixture.ConnectAsync(
            "csharp-going", interop.Engine.WorkerUrl, w => w.MapFunction("csharp-going::hang", async (CancellationToken stop) =>
            {
                running.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
            }),
            static o => o.DrainTimeout = TimeSpan.Zero);
        var error = interop.NodeFailsAsync("csharp-going::hang");
        await running.Task.WaitAsync(TestTimeout.Default);
        await worker.DisposeAsync();
        Assert.Contains((await error).GetProperty("code").GetString(), new[] { "invocation_stopped", IIIErrorCodes.Shutdown });
    }

    /// <summary>Waits until a worker has named itself, which Node's does after it has registered everything.</summary>
    /// <returns>Its id.</returns>
    private async Task<string> ArrivesAsync(Listener changes, string name)
    {
        while (true)
        {
            var change = await changes.NextAsync();
            if (change.GetProperty("event").GetString() == "worker_metadata_updated" && await _discovery.FindWorkerAsync(name) is { } found && found.Worker.Id == change.GetProperty("worker_id").GetString())
            {
                return found.Worker.Id;
            }
        }
    }
}
