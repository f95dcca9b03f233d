using System.Text.Json;

namespace Iii.DevEngine.Tool.Tests;

/// <summary><c>iii-dev list</c>.</summary>
public sealed class ListTests(ShopEngine engine) : IClassFixture<ShopEngine>
{
    [Fact]
    public async Task Scripts_get_what_workers_have_registered()
    {
        var lists = await engine.JsonAsync("list");
        Assert.Equal(["shop::echo", "shop::fail", "shop::metadata", "shop::slow"], lists.GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("function_id").GetString()));
        Assert.Equal("shop", Assert.Single(lists.GetProperty("workers").EnumerateArray()).GetProperty("name").GetString());
        var trigger = Assert.Single(lists.GetProperty("triggers").EnumerateArray());
        Assert.Equal(("http", "/echo"), (trigger.GetProperty("trigger_type").GetString(), trigger.GetProperty("config").GetProperty("api_path").GetString()));
    }

    [Fact]
    public async Task People_get_tables()
    {
        var (exitCode, output, error) = await engine.RunAsync("list");
        Assert.Equal((ExitCodes.Success, ""), (exitCode, error));
        var lines = output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(["Functions (4)", "Workers (1)", "Triggers (1)", "Observers (0)"],
            lines.Where(l => l.EndsWith(')') && l.Contains(" (", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is ["shop::echo", "default", "shop", "Gives back what it gets"]);
        Assert.Contains(lines, l => l.StartsWith("http  shop::echo", StringComparison.Ordinal) && l.EndsWith("""{"api_path":"/echo","http_method":"POST"}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_list_can_be_asked_for_and_searched()
    {
        var lists = await engine.JsonAsync("list", "functions", "--search", "ECHO");
        Assert.Equal(["functions"], lists.EnumerateObject().Select(l => l.Name));
        Assert.Equal("shop::echo", Assert.Single(lists.GetProperty("functions").EnumerateArray()).GetProperty("function_id").GetString());
        Assert.Empty((await engine.JsonAsync("list", "workers", "-s", "nobody")).GetProperty("workers").EnumerateArray());
    }

    [Fact]
    public async Task List_engineWithObservers_featuresAndObserversAreListed()
    {
        await using var shop = await ObservedShop.StartAsync();
        await using var observer = await shop.ObserveAsync("""{"input.total":{"$gte":500}}""");
        await shop.PayAsync(500);
        var (_, script, _) = await ToolRun.RunAsync("list", "--json", "--url", shop.Url);
        var lists = JsonDocument.Parse(script).RootElement;
        Assert.Contains("observe.v1", lists.GetProperty("features").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal(observer.Id, Assert.Single(lists.GetProperty("observers").EnumerateArray()).GetProperty("id").GetString());

        var (exitCode, output, error) = await ToolRun.RunAsync("list", "observers", "--url", shop.Url);
        Assert.Equal((ExitCodes.Success, ""), (exitCode, error));
        var row = Assert.Single(output.Split('\n'), l => l.Contains(observer.Id, StringComparison.Ordinal))
            .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["shop::pay", "shop::seen", "active", "1", "input.total ≥ 500", "shop", observer.Id], row);
        Assert.Contains("Observers (0)", (await ToolRun.RunAsync("list", "observers", "-s", "nobody", "--url", shop.Url)).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_engineWithoutAListOfObservers_saysSo()
    {
        await using var shop = await ObservedShop.StartAsync(ObservedShop.HideList);
        var (exitCode, output, error) = await ToolRun.RunAsync("list", "observers", "--url", shop.Url);
        Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
        Assert.StartsWith("error: This engine does not list its observers.", error, StringComparison.Ordinal);
        (exitCode, output, error) = await ToolRun.RunAsync("list", "--url", shop.Url);
        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.StartsWith("warning: This engine does not list its observers.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Observers (", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_observerInPlaceOfATrigger_isListedAsThatTrigger()
    {
        await using var shop = await ObservedShop.StartAsync();
        await using var observer =
            shop.Worker.Observe(new ObserverSource("http::on-request") { Args = """{"method":"GET","path":"/seen"}""" }, "shop::seen");
        await observer.ReadyAsync().WaitAsync(TestTimeout.Default);
        var (_, script, _) = await ToolRun.RunAsync("list", "--json", "--url", shop.Url);
        var lists = JsonDocument.Parse(script).RootElement;
        var trigger = Assert.Single(lists.GetProperty("triggers").EnumerateArray());
        Assert.Equal(("http", "/seen"),
            (trigger.GetProperty("trigger_type").GetString(), trigger.GetProperty("config").GetProperty("api_path").GetString()));
        Assert.Empty(lists.GetProperty("observers").EnumerateArray());

        var (_, everything, _) = await ToolRun.RunAsync("list", "--all", "--json", "--url", shop.Url);
        var listed = Assert.Single(JsonDocument.Parse(everything).RootElement.GetProperty("observers").EnumerateArray());
        Assert.Equal("http", listed.GetProperty("trigger_type").GetString());
    }

    [Fact]
    public async Task The_engine_s_own_parts_are_there_on_demand()
    {
        var lists = await engine.JsonAsync("list", "--all");
        Assert.Contains("engine::workers::list", lists.GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("function_id").GetString()));
        Assert.Contains("iii-state", lists.GetProperty("workers").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
    }
}
