namespace Iii.Interop.Tests;

/// <summary>Trigger types that one SDK provides and the other binds functions to.</summary>
[Collection(InteropCollection.Name)]
public sealed class TriggerTypeTests(InteropFixture interop)
{
    [Fact]
    public async Task The_worker_binds_to_a_type_of_Node()
    {
        var worker = new Listener(interop.Worker, "csharp::on-bell");
        var high = interop.Worker.RegisterTrigger("node-bell", "csharp::on-bell", """{"tone":"high"}""");
        await high.WaitUntilBoundAsync();
        Assert.Equal("0", await RungAsync("low"));
        await RungUntilAsync("high", "1");
        Assert.Equal("high", (await worker.NextAsync()).GetProperty("tone").GetString());

        var rejected = new TaskCompletionSource<TriggerRejection>(TaskCreationOptions.RunContinuationsAsynchronously);
        interop.Worker.TriggerRejected += rejected.SetResult;
        interop.Worker.RegisterTrigger("node-bell", "csharp::on-bell", "{}");
        Assert.Equal("a bell has a tone", (await rejected.Task.WaitAsync(TestTimeout.Default)).Message);
        interop.Worker.TriggerRejected -= rejected.SetResult;

        high.Unregister();
        await RungUntilAsync("high", "0");
    }

    [Fact]
    public async Task Node_binds_to_a_type_of_the_worker()
    {
        var type = interop.Worker.RegisterTriggerType<TableConfig, RowChange>("csharp-rows", static (binding, _) => binding.Config is { Table.Length: > 0 }
            ? ValueTask.CompletedTask
            : throw new IIIException("no_table", "Name a table."));
        var node = await interop.NodeListensAsync("node::on-row");
        await interop.NodeBindsAsync("rows", "csharp-rows", "node::on-row", """{"table":"orders"}""", """ "metadata":{"m":1} """);
        await interop.NodeBindsAsync("no-rows", "csharp-rows", "node::on-row", """{"table":""}""");
        await BoundAsync(type, 1);
        Assert.Equal(1, await type.FireAsync(new RowChange("orders", 7)));
        var seen = await node();
        Assert.Equal(("""{"row":7,"table":"orders"}""", """{"m":1}"""), (Sorted(seen.GetProperty("payload")), seen.GetProperty("metadata").GetRawText()));
        await interop.CallAsync("node::unbind", """{"name":"rows"}""");
        await BoundAsync(type, 0);

        static string Sorted(System.Text.Json.JsonElement row) => $$"""{"row":{{row.GetProperty("row")}},"table":"{{row.GetProperty("table")}}"}""";
    }

    private Task<string?> RungAsync(string tone) => interop.CallAsync("node::ring", $$"""{"tone":"{{tone}}"}""");

    // The provider is told of bindings beside the calls.
    private Task RungUntilAsync(string tone, string count) => Eventually.TrueAsync(async () => await RungAsync(tone) == count);

    private Task BoundAsync(IIITriggerType<TableConfig, RowChange> type, int count) => Eventually.TrueAsync(async () =>
    {
        await interop.CallAsync("node::nothing");
        return type.Bindings.Count == count;
    });
}

public sealed record TableConfig(string Table);

public sealed record RowChange(string Table, int Row);
