namespace Iii.Interop.Tests;

/// <summary>A worker of this SDK in a namespace of its own, and Node in the default one.</summary>
[Collection(InteropCollection.Name)]
public sealed class NamespaceTests(InteropFixture interop)
{
    [Fact]
    public async Task Each_namespace_has_functions_of_its_own_and_calls_those_of_others_by_name()
    {
        await using var east = await InteropFixture.ConnectAsync("csharp-east", interop.Engine.WorkerUrl, static w => w.MapFunction("node::upper", static (string text) => new Text("east of " + text)), static o => o.Namespace = "east");
        Assert.Equal("east of abc", (await east.CallAsync<Text, Text>("node::upper", new Text("abc")))!.Value);
        Assert.Equal("ABC", (await east.CallAsync<Text, Text>("node::upper", new Text("abc"), new CallOptions { Namespace = "default" }))!.Value);
        Assert.Equal("ABC", (await interop.Worker.CallAsync<Text, Text>("node::upper", new Text("abc")))!.Value);

        var lost = await Assert.ThrowsAsync<IIIInvocationException>(() => east.CallAsync<Text, Text>("node::echo", new Text("")));
        Assert.Equal("function_not_found", lost.Code);
        Assert.Contains("namespace(s): default", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_binds_a_function_of_another_namespace()
    {
        await using var west = await InteropFixture.ConnectAsync("csharp-west", interop.Engine.WorkerUrl, configure: static o => o.Namespace = "west");
        var heard = new Listener(west, "csharp-west::on");
        await west.CallRawAsync("engine::functions::list", "{}"u8.ToArray());
        await interop.NodeBindsAsync("west", "subscribe", "csharp-west::on", """{"topic":"to-the-west"}""", """ "namespace":"west" """);
        await interop.NodeCallsAsync("publish", """{"topic":"to-the-west","data":1}""");
        Assert.Equal(1, (await heard.NextAsync()).GetInt32());
    }

    [Fact]
    public async Task A_function_of_another_namespace_is_bound_to_a_type_of_Node()
    {
        await using var north = await InteropFixture.ConnectAsync("csharp-north", interop.Engine.WorkerUrl, configure: static o => o.Namespace = "north");
        var heard = new Listener(north, "csharp-north::on");
        await north.RegisterTrigger("subscribe", "csharp-north::on", """{"topic":"to-the-north"}""").WaitUntilBoundAsync();
        await interop.NodeCallsAsync("publish", """{"topic":"to-the-north","data":"by the default provider"}""");
        Assert.Equal("by the default provider", (await heard.NextAsync()).GetString());
    }
}
