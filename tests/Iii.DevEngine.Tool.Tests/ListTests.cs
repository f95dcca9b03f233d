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
        Assert.Equal(["Functions (4)", "Workers (1)", "Triggers (1)"], lines.Where(l => l.EndsWith(')') && l.Contains(" (", StringComparison.Ordinal)));
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
    public async Task The_engine_s_own_parts_are_there_on_demand()
    {
        var lists = await engine.JsonAsync("list", "--all");
        Assert.Contains("engine::workers::list", lists.GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("function_id").GetString()));
        Assert.Contains("iii-state", lists.GetProperty("workers").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
    }
}
