using System.Text.Json;

namespace Iii.Interop.Tests;

/// <summary>What one SDK sees of the other.</summary>
[Collection(InteropCollection.Name)]
public sealed class DiscoveryTests(InteropFixture interop)
{
    private readonly IIIDiscovery _discovery = new(interop.Worker);

    [Fact]
    public async Task The_worker_sees_Node_with_its_functions_triggers_and_trigger_types()
    {
        var node = (await _discovery.FindWorkerAsync("node-peer"))!;
        Assert.Equal(("node", "The official SDK", "connected"), (node.Worker.Runtime, node.Worker.Description, node.Worker.Status));
        Assert.Contains(await _discovery.ListWorkersAsync(runtime: "node"), w => w.Name == "node-peer");
        var upper = (await _discovery.FindFunctionAsync("node::upper"))!;
        Assert.Equal(("node-peer", "Upper case"), (upper.Function.WorkerName, upper.Function.Description));
        Assert.Equal("text", upper.Function.Metadata!.Value.GetProperty("team").GetString());
        Assert.Equal("string", upper.RequestSchema!.Value.GetProperty("properties").GetProperty("text").GetProperty("type").GetString());
        Assert.Equal("http", Assert.Single(await _discovery.ListTriggersAsync(functionId: "node::items")).Type);
        Assert.Equal("Rings when it is told to", (await _discovery.FindTriggerTypeAsync("node-bell"))!.Type.Description);
    }

    [Fact]
    public async Task Node_sees_the_worker_with_its_functions_and_schemas()
    {
        var worker = JsonDocument.Parse((await interop.NodeCallsAsync("engine::workers::info", """{"name":"csharp"}"""))!).RootElement;
        Assert.Equal("dotnet", worker.GetProperty("worker").GetProperty("runtime").GetString());
        var function = JsonDocument.Parse((await interop.NodeCallsAsync("engine::functions::info", """{"function_id":"embedding::similarity"}"""))!).RootElement;
        Assert.Equal("Compute cosine similarity", function.GetProperty("description").GetString());
        Assert.Equal("object", function.GetProperty("request_schema").GetProperty("type").GetString());
        Assert.Contains("\"embedding::similarity\"", await interop.NodeCallsAsync("engine::functions::list", """{"prefix":"embedding::"}"""), StringComparison.Ordinal);
        var triggers = await interop.NodeCallsAsync("engine::registered-triggers::list", """{"function_id":"csharp::items"}""");
        Assert.Contains("/csharp/items/:id", triggers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_is_told_who_comes_and_goes()
    {
        var node = await interop.NodeListensAsync("node::workers");
        await interop.NodeBindsAsync("workers", "engine::workers-available", "node::workers", "{}");
        await (await InteropFixture.ConnectAsync("csharp-visitor", interop.Engine.WorkerUrl)).DisposeAsync();
        var seen = (await node()).GetProperty("payload");
        var id = seen.GetProperty("worker_id").GetString();
        Assert.Equal("worker_connected", seen.GetProperty("event").GetString());
        while (seen.GetProperty("event").GetString() != "worker_disconnected")
        {
            seen = (await node()).GetProperty("payload");
        }

        Assert.Equal(id, seen.GetProperty("worker_id").GetString());
        await interop.CallAsync("node::unbind", """{"name":"workers"}""");
    }
}
