using System.Text.Json;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Tests;

/// <summary><c>iii-dev watch</c>.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task Workers_and_their_functions_are_seen_to_come_and_go()
    {
        var (engine, started) = await ToolRun.EngineAsync();
        await using var _ = engine;
        var url = started.GetProperty("workers").GetString()!;
        await using var people = ToolRun.Start("watch", "--url", url);
        await using var script = ToolRun.Start("watch", "--json", "--url", url);
        await people.Out.NextAsync("watching", "0 workers, 0 functions");
        Assert.Equal(0, (await EventAsync(script, "watching")).GetProperty("workers").GetInt32());

        // Other connections of the tool are no news.
        Assert.Equal(ExitCodes.Success, (await ToolRun.RunAsync("list", "--url", url)).ExitCode);
        await using (var worker = ShopEngine.Worker(url, "shop"))
        {
            worker.RegisterRawFunction("shop::echo", (payload, _) => ValueTask.FromResult(payload));
            await worker.StartAsync();
            Assert.Equal("shop", (await EventAsync(script, "worker_connected")).GetProperty("worker").GetProperty("name").GetString());
            Assert.Equal("shop::echo", (await EventAsync(script, "function_registered")).GetProperty("function").GetProperty("function_id").GetString());
            await people.Out.NextAsync("+ worker shop dotnet");
            await people.Out.NextAsync("+ function shop::echo of shop");
        }

        await EventAsync(script, "worker_disconnected");
        await EventAsync(script, "function_unregistered");
        await people.Out.NextAsync("- worker shop");
        await people.Out.NextAsync("- function shop::echo");
        Assert.DoesNotContain("iii-dev-cli", people.Out.All + script.Out.All, StringComparison.Ordinal);
        script.Interrupt();
        Assert.Equal((ExitCodes.Success, ""), (await script.Ended, script.Error.All));
    }

    [Fact]
    public async Task Watch_observersComeFireAndGo_isTold()
    {
        await using var shop = await ObservedShop.StartAsync();
        await using var before = await shop.ObserveAsync();
        await shop.PayAsync(1);
        await using var people = ToolRun.Start("watch", "--url", shop.Url);
        await using var script = ToolRun.Start("watch", "--json", "--url", shop.Url);
        Assert.Equal(1, (await EventAsync(script, "watching")).GetProperty("observers").GetInt32());
        await people.Out.NextAsync("watching", "1 observers");

        await using var observer = await shop.ObserveAsync("""{"input.total":{"$gte":500}}""");
        var added = (await EventAsync(script, "observer_added")).GetProperty("observer");
        Assert.Equal((observer.Id, "shop::pay"), (added.GetProperty("id").GetString(), added.GetProperty("function_id").GetString()));
        await people.Out.NextAsync("+ observer shop::pay → shop::seen", observer.Id);

        // A watch that looks before the observer's host has acknowledged it shows it as pending first.
        await Eventually.TrueAsync(() => IsShownActive(people, observer.Id) && IsShownActive(script, observer.Id));
        await shop.PayAsync(500);
        await shop.PayAsync(501);
        await people.Out.NextAsync("* observer", observer.Id, "fired 2");
        await observer.DisposeAsync();
        Assert.Equal(observer.Id, (await EventAsync(script, "observer_removed")).GetProperty("observer").GetProperty("id").GetString());
        await people.Out.NextAsync("- observer shop::pay → shop::seen", observer.Id);

        // Those of the tool itself are no news.
        Assert.DoesNotContain("on-observers-changed", people.Out.All + script.Out.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_engineWithoutAListOfObservers_thoseThatChangeAreShown()
    {
        await using var shop = await ObservedShop.StartAsync(ObservedShop.HideList);
        await using var people = ToolRun.Start("watch", "--url", shop.Url);
        await people.Out.NextAsync("watching", "0 observers");
        Assert.Contains("This engine does not list its observers", await people.Error.NextAsync("warning"), StringComparison.Ordinal);
        await using var observer = await shop.ObserveAsync();
        await people.Out.NextAsync("+ observer shop::pay → shop::seen", observer.Id);
        await shop.PayAsync(1);
        await people.Out.NextAsync("* observer", observer.Id, "fired 1");
        await observer.DisposeAsync();
        await people.Out.NextAsync("- observer", observer.Id);
    }

    [Fact]
    public async Task Watch_targetGoes_observerIsSeenToBeSuspended()
    {
        await using var shop = await ObservedShop.StartAsync();
        var other = ShopEngine.Worker(shop.Url, "other");
        other.RegisterRawFunction("other::seen", (payload, _) => ValueTask.FromResult(payload));
        await other.StartAsync();
        await using var observer = await shop.ObserveAsync(target: "other::seen");
        await using var people = ToolRun.Start("watch", "--url", shop.Url);
        await people.Out.NextAsync("watching");
        await other.DisposeAsync();
        await people.Out.NextAsync("~ observer shop::pay → other::seen", "suspended: TARGET_UNAVAILABLE");
    }

    [Fact]
    public async Task An_engine_that_goes_is_waited_for()
    {
        var (first, started) = await ToolRun.EngineAsync();
        var url = started.GetProperty("workers").GetString()!;
        await using var watch = ToolRun.Start("watch", "--json", "--url", url);
        await EventAsync(watch, "watching");
        await using (var worker = ShopEngine.Worker(url, "shop"))
        {
            await worker.StartAsync();
            await EventAsync(watch, "worker_connected");
            await first.DisposeAsync();
            await EventAsync(watch, "engine_lost");
        }

        await using var second = ToolRun.Start("run", "--port", $"{new Uri(url).Port}", "--http-port", "0", "--stream-port", "0", "--page-port", "0");
        await EventAsync(watch, "engine_back");

        // The engine says that the worker has gone before it goes itself, or the watch finds out when the engine is back.
        await Eventually.TrueAsync(() => watch.Out.All.Contains("\"event\":\"worker_disconnected\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_while_the_engine_is_gone_is_answered_at_once()
    {
        var (engine, started) = await ToolRun.EngineAsync();
        await using var client = await EngineClient.ConnectAsync(started.GetProperty("workers").GetString(), CancellationToken.None, reconnects: true);
        var lost = new TaskCompletionSource();
        client.Worker.StateChanged += _ => lost.TrySetResult();
        await engine.DisposeAsync();
        await lost.Task.WaitAsync(TestTimeout.Default);
        var problem = await Assert.ThrowsAsync<ToolException>(() => new RegistryQueries(client).WorkersAsync(CancellationToken.None));
        Assert.Equal((ExitCodes.NoEngine, IIIErrorCodes.NotConnected), (problem.ExitCode, problem.Code));
    }

    private static bool IsShownActive(ToolRun run, string observerId) => run.Out.All.Split('\n')
        .Any(l => l.Contains(observerId, StringComparison.Ordinal) && l.Contains("active", StringComparison.Ordinal));

    private static async Task<JsonElement> EventAsync(ToolRun run, string name) => JsonDocument.Parse(await run.Out.NextAsync($"\"event\":\"{name}\"")).RootElement;
}
