namespace Iii.Interop.Tests;

/// <summary>Ports with rules: one SDK says who may come in, the other comes.</summary>
[Collection(InteropCollection.Name)]
public sealed class AccessTests(InteropFixture interop)
{
    [Fact]
    public async Task A_worker_of_Node_may_do_what_the_worker_allows_it()
    {
        interop.Worker.MapFunction("public::hello", static () => "hello");
        interop.Worker.MapFunction("public::secret", static () => "secret");
        await interop.CallAsync("node::connect", $$"""{"url":"{{interop.Engine.WorkerListenerUrls[1]}}","name":"node-guest","headers":{"x-key":"{{InteropFixture.Key}}"} }""");
        Assert.Contains("\"result\":\"hello\"", await AsGuestAsync("public::hello"), StringComparison.Ordinal);
        Assert.Contains("\"result\":{", await AsGuestAsync("csharp::echo"), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"FORBIDDEN\",\"function_id\":\"public::secret\"", await AsGuestAsync("public::secret"), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"FORBIDDEN\",\"function_id\":\"csharp::count\"", await AsGuestAsync("csharp::count"), StringComparison.Ordinal);
        await interop.CallAsync("node::disconnect", """{"name":"node-guest"}""");
    }

    [Fact]
    public async Task The_worker_may_do_what_Node_allows_it()
    {
        interop.Worker.MapFunction("public::welcome", static () => "welcome");
        await using var guest = await InteropFixture.ConnectAsync(
            "csharp-guest", interop.Engine.WorkerListenerUrls[0], static w => w.MapFunction("csharp-guest::twice", static (int n) => 2 * n), static o => o.Headers["x-key"] = InteropFixture.Key);
        Assert.Equal("welcome", await guest.CallAsync<Text, string>("public::welcome", new Text("")));
        Assert.Equal("ABC", (await guest.CallAsync<Text, Text>("node::upper", new Text("abc")))!.Value);
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => guest.CallAsync<Text, Text>("node::echo", new Text("")));
        Assert.Equal("FORBIDDEN", error.Code);
        Assert.Equal("8", await interop.NodeCallsAsync("csharp-guest::twice", """{"n":4}"""));
    }

    [Fact]
    public async Task Whoever_has_no_key_is_refused_in_Nodes_words()
    {
        await using var stranger = IIIWorker.Create(interop.Engine.WorkerListenerUrls[0].ToString(), static options =>
        {
            options.Name = "csharp-stranger";
            options.LoggerFactory = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        });
        var refusal = await Assert.ThrowsAnyAsync<IIIException>(() => stranger.RunAsync().WaitAsync(TestTimeout.Default));
        Assert.Contains("this key opens nothing", refusal.Message, StringComparison.Ordinal);
    }

    private Task<string?> AsGuestAsync(string functionId) => interop.CallAsync("node::call-as", $$"""{"name":"node-guest","function_id":"{{functionId}}","payload":{} }""");
}
