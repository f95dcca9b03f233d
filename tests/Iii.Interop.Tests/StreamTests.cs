using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Iii.Interop.Tests;

/// <summary>Streams that both SDKs write and watch, with a client that is neither.</summary>
[Collection(InteropCollection.Name)]
public sealed class StreamTests(InteropFixture interop)
{
    private readonly IIIStreams _streams = new(interop.Worker);

    [Fact]
    public async Task Both_read_what_the_other_has_written_and_a_client_sees_it_happen()
    {
        using var client = await JoinAsync("chat", "lobby");
        await SeesAsync(client, """{"data":[],"type":"sync"}""");
        Assert.Equal("""{"new_value":{"name":"hi"},"old_value":null}""", await interop.NodeCallsAsync("stream::set", """{"stream_name":"chat","group_id":"lobby","item_id":"m1","data":{"name":"hi"}}"""));
        await SeesAsync(client, """{"data":{"name":"hi"},"type":"create"}""");
        Assert.Equal(new Item("hi"), await _streams.GetAsync<Item>("chat", "lobby", "m1"));

        await _streams.SetAsync("chat", "lobby", "m1", new Item("hello"));
        await SeesAsync(client, """{"data":{"name":"hello"},"type":"update"}""");
        Assert.Equal("""[{"name":"hello"}]""", await interop.NodeCallsAsync("stream::list", """{"stream_name":"chat","group_id":"lobby"}"""));
        Assert.Equal(["lobby"], await _streams.ListGroupsAsync("chat"));

        await _streams.SendAsync("chat", "lobby", "typing", new Item("ada"));
        await SeesAsync(client, """{"event":{"data":{"name":"ada"},"type":"typing"},"type":"event"}""");
        await interop.NodeCallsAsync("stream::delete", """{"stream_name":"chat","group_id":"lobby","item_id":"m1"}""");
        await SeesAsync(client, """{"data":{"name":"hello"},"type":"delete"}""");
    }

    [Fact]
    public async Task Each_watches_what_the_other_writes()
    {
        var node = await interop.NodeListensAsync("node::on-stream");
        await interop.NodeBindsAsync("on-stream", "stream", "node::on-stream", """{"stream_name":"watched"}""");
        await _streams.SetAsync("watched", "g", "i", new Item("pen"));
        var seen = (await node()).GetProperty("payload");
        Assert.Equal("""{"data":{"name":"pen"},"type":"create"}""", seen.GetProperty("event").GetRawText());

        var worker = new Listener(interop.Worker, "csharp::on-stream");
        await interop.Worker.RegisterTrigger("stream", "csharp::on-stream", """{"stream_name":"watched-too"}""").WaitUntilBoundAsync();
        await interop.NodeCallsAsync("stream::set", """{"stream_name":"watched-too","group_id":"g","item_id":"i","data":1}""");
        Assert.Equal("create", (await worker.NextAsync()).GetProperty("event").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Node_decides_who_may_join_and_hears_who_leaves()
    {
        var joins = await interop.NodeListensAsync("node::join", """ "answer":{"unauthorized":true} """);
        var leaves = await interop.NodeListensAsync("node::leave");
        await interop.NodeBindsAsync("join", "stream:join", "node::join", "{}");
        await interop.NodeBindsAsync("leave", "stream:leave", "node::leave", "{}");
        using (var client = await JoinAsync("private", "room"))
        {
            Assert.Equal("private", (await joins()).GetProperty("payload").GetProperty("stream_name").GetString());
            await SeesAsync(client, """{"type":"unauthorized"}""");
            await SendAsync(client, "leave", "private", "room");
            Assert.Equal("room", (await leaves()).GetProperty("payload").GetProperty("group_id").GetString());
        }

        await interop.CallAsync("node::unbind", """{"name":"join"}""");
        await interop.CallAsync("node::unbind", """{"name":"leave"}""");
    }

    [Fact]
    public async Task Streams_that_one_keeps_itself_are_used_by_the_other()
    {
        var set = await _streams.SetAsync("node-own", "g", "i", new Item("pen"));
        Assert.Equal((null, new Item("pen")), (set.OldValue, set.NewValue));
        Assert.Equal(new Item("pen"), await _streams.GetAsync<Item>("node-own", "g", "i"));
        Assert.Equal([new Item("pen")], await _streams.ListAsync<Item>("node-own", "g"));
        Assert.Equal(["g"], await _streams.ListGroupsAsync("node-own"));
        Assert.Equal(new Item("pen"), await _streams.DeleteAsync<Item>("node-own", "g", "i"));
        Assert.Null(await _streams.GetAsync<Item>("node-own", "g", "i"));

        interop.Worker.HostStream("csharp-own", new Numbers());
        Assert.Equal("42", await interop.NodeCallsAsync("stream::get", """{"stream_name":"csharp-own","group_id":"g","item_id":"42"}"""));
        Assert.Equal("[1,2,3]", await interop.NodeCallsAsync("stream::list", """{"stream_name":"csharp-own","group_id":"g"}"""));
        var refusal = await interop.NodeFailsAsync("stream::set", """{"stream_name":"csharp-own","group_id":"g","item_id":"i","data":1}""");
        Assert.Equal("STREAM_SET_ERROR", refusal.GetProperty("code").GetString());
        Assert.Contains("Numbers are what they are.", refusal.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task<ClientWebSocket> JoinAsync(string stream, string group)
    {
        var client = new ClientWebSocket();
        await client.ConnectAsync(interop.Engine.StreamUrl, CancellationToken.None);
        await SendAsync(client, "join", stream, group);
        return client;
    }

    private static Task SendAsync(ClientWebSocket client, string type, string stream, string group) => client.SendAsync(
        Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","data":{"subscriptionId":"s","streamName":"{{stream}}","groupId":"{{group}}"} }"""), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task SeesAsync(ClientWebSocket client, string @event)
    {
        var buffer = new byte[4096];
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        var received = await client.ReceiveAsync(buffer, timeout.Token);
        var seen = JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement.GetProperty("event");
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(@event).RootElement, seen), seen.GetRawText());
    }

    /// <summary>Items that are the numbers that they are called.</summary>
    private sealed class Numbers : IIIStream<int>
    {
        public ValueTask<int> GetAsync(string group, string item, CancellationToken stop) => ValueTask.FromResult(int.Parse(item, System.Globalization.CultureInfo.InvariantCulture));

        public ValueTask<IReadOnlyList<int>> ListAsync(string group, CancellationToken stop) => ValueTask.FromResult<IReadOnlyList<int>>([1, 2, 3]);

        public ValueTask<IReadOnlyList<string>> ListGroupsAsync(CancellationToken stop) => ValueTask.FromResult<IReadOnlyList<string>>(["g"]);

        public ValueTask<ValueChange<int>> SetAsync(string group, string item, int data, CancellationToken stop) => throw new IIIException("read_only", "Numbers are what they are.");

        public ValueTask<int> DeleteAsync(string group, string item, CancellationToken stop) => throw new IIIException("read_only", "Numbers are what they are.");
    }
}
