using System.Text.Json;
using Iii.DevEngine.Tool.Output;

namespace Iii.DevEngine.Tool.Tests;

/// <summary><c>iii-dev observe</c>.</summary>
public sealed class ObserveTests
{
    [Fact]
    public async Task Observe_callsEnd_eachThatMatchesIsPrinted()
    {
        await using var shop = await ObservedShop.StartAsync();
        await using var people =
            ToolRun.Start("observe", "shop::pay", "--filter", """{"input.total":{"$gte":500}}""", "--on", "complete", "--url", shop.Url);
        await using var script = ToolRun.Start("observe", "shop::pay", "--json", "--capture", "output", "--url", shop.Url);
        await people.Out.NextAsync("observing shop::pay");
        Assert.Equal("shop::pay", (await script.EventAsync("observer_active")).GetProperty("function_id").GetString());

        await shop.PayAsync(499);
        await shop.PayAsync(500);
        Assert.Equal("declined", (await Assert.ThrowsAsync<IIIInvocationException>(() => shop.PayAsync(1000))).Code);
        var first = await people.Out.NextAsync("shop::pay ok");
        Assert.EndsWith(""" ms of shop {"total":500} → {"paid":500}""", first, StringComparison.Ordinal);
        Assert.EndsWith("""{"total":1000} → declined: Too much.""", await people.Out.NextAsync("shop::pay error"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("499", people.Out.All, StringComparison.Ordinal);

        // Only what returned, and only the output of it.
        var activation = (await script.EventAsync("activation")).GetProperty("activation");
        Assert.Equal(("success", 499),
            (activation.GetProperty("status").GetString(), activation.GetProperty("output").GetProperty("paid").GetInt32()));
        Assert.False(activation.TryGetProperty("input", out _));
        Assert.Equal(500,
            (await script.EventAsync("activation")).GetProperty("activation").GetProperty("output").GetProperty("paid").GetInt32());
        people.Interrupt();
        script.Interrupt();
        Assert.Equal((ExitCodes.Success, "", ExitCodes.Success), (await people.Ended, script.Error.All, await script.Ended));
        Assert.Equal(0, (await shop.ObserversAsync()).GetArrayLength());
    }

    [Fact]
    public async Task Observe_maxFires_endsAfterSoMany()
    {
        await using var shop = await ObservedShop.StartAsync();
        await using var run = ToolRun.Start("observe", "shop::pay", "--max-fires", "2", "--json", "--url", shop.Url);
        await run.EventAsync("observer_active");
        for (var total = 1; total <= 4; total++)
        {
            await shop.PayAsync(total);
        }

        Assert.Equal(ExitCodes.Success, await run.Ended);
        Assert.Equal(2, run.Out.All.Split('\n').Count(l => l.Contains("\"event\":\"activation\"", StringComparison.Ordinal)));
        Assert.Equal("MAX_FIRES", (await run.EventAsync("observer_disposed")).GetProperty("reason").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Observe_functionIsNotThereYet_waitsForIt()
    {
        await using var shop = await ObservedShop.StartAsync();
        await using var run = ToolRun.Start("observe", "late::one", "--url", shop.Url);
        await run.Out.NextAsync("waiting OWNER_UNAVAILABLE: late::one");
        await using var worker = ShopEngine.Worker(shop.Url, "late");
        worker.RegisterRawFunction("late::one", (payload, _) => ValueTask.FromResult(payload));
        await worker.StartAsync();
        await run.Out.NextAsync("observing late::one");
        await worker.CallRawAsync("late::one", "7"u8.ToArray());
        await run.Out.NextAsync("late::one ok", "7 → 7");
    }

    [Theory]
    [InlineData("INVALID_ARGS", "takes no args", "--args", """{"site":"north"}""")]
    [InlineData("INVALID_FILTER_PATH", "input.sum", "--filter", """{"input.sum":{"$gte":1}}""")]
    public async Task Observe_engineRefuses_codeIsToldAndTheExitCodeIs1(string code, string words, params string[] arguments)
    {
        await using var shop = await ObservedShop.StartAsync();
        var (exitCode, output, error) = await ToolRun.RunAsync(["observe", "shop::pay", .. arguments, "--url", shop.Url]);
        Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
        Assert.StartsWith($"error: {code}: ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observe_filterCannotBeChecked_warningsAreTold()
    {
        await using var shop = await ObservedShop.StartAsync();
        await using var run =
            ToolRun.Start("observe", "shop::pay", "--filter", """{"input.total.net":{"$gte":1}}""", "--json", "--url", shop.Url);
        await run.EventAsync("observer_active");
        Assert.Contains("input.total.net", await run.Error.NextAsync("filter_not_verified"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observe_filterIsMalformed_placeIsToldBeforeConnecting()
    {
        var (exitCode, _, error) =
            await ToolRun.RunAsync("observe", "shop::pay", "--json", "--filter", """{"input.total":{"$over":5}}""", "--url",
                "ws://127.0.0.1:1");
        var told = JsonDocument.Parse(error).RootElement.GetProperty("error");
        Assert.Equal((ExitCodes.Usage, "INVALID_FILTER", 1),
            (exitCode, told.GetProperty("code").GetString(), told.GetProperty("line").GetInt32()));
        Assert.Contains("$over", told.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"function_id":"a::b","status":"success","duration_ms":1.5,"input":{"x":"ä\nb"},"output":null}""",
        """a::b ok 1.5 ms {"x":"ä\nb"} → null""")]
    [InlineData(
        """{"function_id":"a::b","status":"error","duration_ms":2,"error":{"code":"C","message":"one\ntwo"},"caller":{"worker_name":"w","function_id":"f"}}""", "a::b error 2.0 ms of w/f → C: one two")]
    [InlineData("""{"function_id":"a::b","status":"success","metadata":[1]}""", "a::b ok metadata [1]")]
    [InlineData("7", "? ?")]
    public void ActivationLine_envelope_isOneLine(string envelope, string line) =>
        Assert.Equal(line, ActivationLine.Describe(JsonDocument.Parse(envelope).RootElement));
}
