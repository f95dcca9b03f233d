namespace Iii.Interop.Tests;

/// <summary>Cron, pub/sub, configuration and log: what happens is told to both SDKs.</summary>
[Collection(InteropCollection.Name)]
public sealed class EventTests(InteropFixture interop)
{
    [Fact]
    public async Task Both_are_called_by_the_clock()
    {
        var node = await interop.NodeListensAsync("node::tick");
        await interop.NodeBindsAsync("tick", "cron", "node::tick", """{"expression":"* * * * * *"}""", """ "metadata":{"job":1} """);
        var worker = new Listener(interop.Worker, "csharp::tick");
        var binding = interop.Worker.RegisterTrigger("cron", "csharp::tick", """{"expression":"* * * * * *"}""");
        var tick = await node();
        Assert.Equal(("cron", 1), (tick.GetProperty("payload").GetProperty("trigger").GetString(), tick.GetProperty("metadata").GetProperty("job").GetInt32()));
        Assert.Equal("cron", (await worker.NextAsync()).GetProperty("trigger").GetString());
        binding.Unregister();
        await interop.CallAsync("node::unbind", """{"name":"tick"}""");
    }

    [Fact]
    public async Task What_one_publishes_the_other_hears()
    {
        var node = await interop.NodeListensAsync("node::login");
        await interop.NodeBindsAsync("login", "subscribe", "node::login", """{"topic":"logins"}""");
        await new IIIPubSub(interop.Worker).PublishAsync("logins", new Text("ada"));
        Assert.Equal("""{"text":"ada"}""", (await node()).GetProperty("payload").GetRawText());

        var worker = new Listener(interop.Worker, "csharp::logout");
        await interop.Worker.RegisterTrigger("subscribe", "csharp::logout", """{"topic":"logouts"}""").WaitUntilBoundAsync();
        Assert.Null(await interop.NodeCallsAsync("publish", """{"topic":"logouts","data":"ada"}"""));
        Assert.Equal("ada", (await worker.NextAsync()).GetString());
    }

    [Fact]
    public async Task Configuration_of_the_worker_is_read_watched_and_changed_by_Node()
    {
        var configuration = new IIIConfiguration(interop.Worker);
        await configuration.RegisterAsync("limits", "Limits", "How much is allowed", """{"type":"integer","minimum":1}""", "5");
        Assert.Equal("5", await ValueAsync());

        var node = await interop.NodeListensAsync("node::limits");
        await interop.NodeBindsAsync("limits", "configuration", "node::limits", """{"id":"limits"}""");
        await configuration.SetAsync("limits", 6);
        Assert.Equal(6, (await node()).GetProperty("payload").GetProperty("new_value").GetInt32());

        var error = await interop.NodeFailsAsync("configuration::set", """{"id":"limits","value":0}""");
        Assert.Contains("schema validation failed", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        await interop.NodeCallsAsync("configuration::set", """{"id":"limits","value":7}""");
        Assert.Equal(7, await configuration.GetAsync<int>("limits"));
    }

    [Fact]
    public async Task What_one_logs_the_other_sees()
    {
        var node = await interop.NodeListensAsync("node::log");
        await interop.NodeBindsAsync("log", "log", "node::log", """{"level":"warn"}""");
        await new IIIEngineLog(interop.Worker, "shop").WarnAsync("Low stock", """{"left":1}""");
        var seen = (await node()).GetProperty("payload");
        Assert.Equal(("Low stock", "shop", "WARN"), (seen.GetProperty("body").GetString(), seen.GetProperty("service_name").GetString(), seen.GetProperty("severity_text").GetString()));

        var worker = new Listener(interop.Worker, "csharp::log");
        await interop.Worker.RegisterTrigger("log", "csharp::log", """{"level":"error"}""").WaitUntilBoundAsync();
        await interop.NodeCallsAsync("engine::log::error", """{"message":"Sold out","service_name":"node"}""");
        Assert.Equal("Sold out", (await worker.NextAsync()).GetProperty("body").GetString());
    }

    private async Task<string?> ValueAsync() =>
        System.Text.Json.JsonDocument.Parse((await interop.NodeCallsAsync("configuration::get", """{"id":"limits"}"""))!).RootElement.GetProperty("value").GetRawText();
}
