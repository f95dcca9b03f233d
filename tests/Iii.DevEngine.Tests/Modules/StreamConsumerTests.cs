using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tests.Modules;

/// <summary>Clients that subscribe to streams over a WebSocket.</summary>
public sealed class StreamConsumerTests : IAsyncLifetime
{
    private TestEngine _engine = null!;
    private RawWorker _caller = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync(options => options with { StreamAuthFunctionId = "m::auth" });
        _caller = await _engine.WorkerAsync("caller");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_client_sees_what_is_there_and_then_what_changes()
    {
        await SetAsync("room", "m1", "1");
        using var client = await ConnectAsync();
        await SendAsync(client, "join", "s1", "room", id: null);
        Assert.Equal("""{"type":"stream","timestamp":1767225600000,"streamName":"chat","groupId":"room","id":null,"event":{"type":"sync","data":[1]}}""", await NextAsync(client));
        await SetAsync("other", "m1", "0");
        await SetAsync("room", "m1", "2");
        Assert.Equal("""{"type":"stream","timestamp":1767225600000,"streamName":"chat","groupId":"room","id":"m1","event":{"type":"update","data":2}}""", await NextAsync(client));
        await _caller.ResultAsync("stream::send", """{"stream_name":"chat","group_id":"room","type":"typing","data":true}""");
        Assert.Equal("""{"type":"stream","timestamp":1767225600000,"streamName":"chat","groupId":"room","id":null,"event":{"type":"event","event":{"type":"typing","data":true}}}""", await NextAsync(client));

        // One item alone: joined by a second subscription, so its changes come twice.
        await SendAsync(client, "join", "s2", "room", "m1");
        Assert.Contains("""{"type":"sync","data":2}""", await NextAsync(client), StringComparison.Ordinal);
        await SetAsync("room", "m1", "3");
        Assert.Equal(await NextAsync(client), await NextAsync(client));
        await SendAsync(client, "leave", "s1", "room", id: null);
        await SendAsync(client, "join", "s3", "none", id: null);
        Assert.Contains("""{"type":"sync","data":[]}""", await NextAsync(client), StringComparison.Ordinal);
        await SetAsync("room", "m2", "4");
        await SetAsync("room", "m1", "5");
        Assert.Contains("""{"type":"update","data":5}""", await NextAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auth_function_says_who_the_client_is_and_triggers_may_deny_it()
    {
        var worker = await _engine.WorkerAsync("worker", "m::auth", "m::join", "m::leave");
        await worker.BindAsync("t1", "stream:join", "m::join", "{}", ""","metadata":{"m":1}""");
        await worker.BindAsync("t2", "stream:leave", "m::leave", """{"stream_name":"ignored"}""");
        var connecting = ConnectAsync("?token=a%20b&token=c");
        var auth = JsonDocument.Parse(await worker.ServeAsync("""{"context":{"user":7}}""")).RootElement;
        Assert.Equal("""{"token":["a%20b","c"]}""", auth.GetProperty("query_params").GetRawText());
        Assert.Equal("/", auth.GetProperty("path").GetString());
        Assert.StartsWith("127.0.0.1:", auth.GetProperty("addr").GetString(), StringComparison.Ordinal);
        Assert.Equal("websocket", auth.GetProperty("headers").GetProperty("upgrade").GetString());
        using var client = await connecting;

        await SendAsync(client, "join", "s1", "room", "m1");
        var join = await worker.NextAsync();
        Assert.Equal("""{"context":{"user":7},"group_id":"room","id":"m1","stream_name":"chat","subscription_id":"s1"}""", join.GetProperty("data").GetRawText());
        Assert.Equal("""{"m":1}""", join.GetProperty("metadata").GetRawText());
        await worker.AnswerAsync(join, """{"unauthorized":true}""");
        Assert.Contains("""{"type":"unauthorized"}""", await NextAsync(client), StringComparison.Ordinal);

        await SendAsync(client, "join", "s2", "room", id: null);
        await worker.ServeAsync(error: "no");
        Assert.Contains("\"sync\"", await NextAsync(client), StringComparison.Ordinal);
        await SendAsync(client, "join", "s3", "room", id: null);
        await worker.ServeAsync();
        await NextAsync(client);
        await SendAsync(client, "leave", "s2", "room", id: null);
        Assert.Contains("\"subscription_id\":\"s2\"", await worker.ServeAsync(), StringComparison.Ordinal);

        // What is left is left when the client goes.
        client.Abort();
        Assert.Contains("\"subscription_id\":\"s3\"", await worker.ServeAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_message_is_ignored()
    {
        using var client = await ConnectAsync();
        foreach (var garbage in new[] { "garbage", "{}", """{"type":"join","data":{"subscriptionId":"s"}}""", """{"type":"nope","data":{"subscriptionId":"s","streamName":"s","groupId":"g"}}""" })
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(garbage), WebSocketMessageType.Text, true, CancellationToken.None);
        }

        await SendAsync(client, "join", "s1", "room", id: null);
        Assert.Contains("\"sync\"", await NextAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriptions_of_one_client_have_a_limit_and_nobody_is_asked_about_more()
    {
        await using var engine = await TestEngine.StartAsync(options => options with { Limits = new EngineLimits { Subscriptions = 2 } });
        var worker = await engine.WorkerAsync("worker", "m::join");
        await worker.BindAsync("t1", "stream:join", "m::join", "{}");
        using var client = new ClientWebSocket();
        await client.ConnectAsync(engine.Engine.StreamUrl, CancellationToken.None);
        foreach (var (subscription, isAsked) in new[] { ("s1", true), ("s2", true), ("s3", false), ("s2", true) })
        {
            await SendAsync(client, "join", subscription, "room", id: null);
            if (isAsked)
            {
                Assert.Contains($"\"subscription_id\":\"{subscription}\"", await worker.ServeAsync(), StringComparison.Ordinal);
            }

            Assert.Contains(isAsked ? "\"sync\"" : "\"unauthorized\"", await NextAsync(client), StringComparison.Ordinal);
        }

        await SendAsync(client, "leave", "s1", "room", id: null);
        await SendAsync(client, "join", "s3", "room", id: null);
        await worker.ServeAsync();
        Assert.Contains("\"sync\"", await NextAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_holds_nobody_up()
    {
        using var client = await ConnectAsync();
        await SendAsync(client, "join", "s1", "room", id: null);
        await NextAsync(client);
        var large = $"\"{new string('x', 64 * 1024)}\"";
        for (var i = 0; i < 3000 && client.State is WebSocketState.Open; i++)
        {
            await _caller.SendAsync($$"""{"type":"invokefunction","function_id":"stream::send","data":{"stream_name":"chat","group_id":"room","type":"t","data":{{large}} } }""");
        }

        await _caller.PingAsync();
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true)
            {
                await NextAsync(client);
            }
        });
    }

    [Fact]
    public async Task Nothing_else_is_served_there_and_the_engine_ends_while_clients_are_connected()
    {
        using var http = new HttpClient();
        var url = new UriBuilder(_engine.Engine.StreamUrl) { Scheme = "http" }.Uri;
        using var plain = await http.GetAsync(url);
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        using var elsewhere = await http.GetAsync(new Uri(url, "/elsewhere"));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);

        using var client = await ConnectAsync();
        await _engine.Engine.DisposeAsync().AsTask().WaitAsync(TestTimeout.Default);
        await Assert.ThrowsAsync<WebSocketException>(() => NextAsync(client));
    }

    private async Task<ClientWebSocket> ConnectAsync(string query = "")
    {
        var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri(_engine.Engine.StreamUrl, "/" + query), CancellationToken.None);
        return client;
    }

    private static Task SendAsync(ClientWebSocket client, string type, string subscription, string group, string? id)
    {
        var item = id is null ? "" : $",\"id\":\"{id}\"";
        return client.SendAsync(
            Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","data":{"subscriptionId":"{{subscription}}","streamName":"chat","groupId":"{{group}}"{{item}} } }"""), WebSocketMessageType.Text, true, CancellationToken.None);
    }

    private static async Task<string> NextAsync(ClientWebSocket client)
    {
        var buffer = new byte[256 * 1024];
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        var length = 0;
        while (true)
        {
            var received = await client.ReceiveAsync(buffer.AsMemory(length), timeout.Token);
            length += received.Count;
            if (received.EndOfMessage)
            {
                return received.MessageType is WebSocketMessageType.Close ? throw new WebSocketException("closed") : Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }

    private Task<string?> SetAsync(string group, string id, string data) =>
        _caller.ResultAsync("stream::set", $$"""{"stream_name":"chat","group_id":"{{group}}","item_id":"{{id}}","data":{{data}} }""");
}
