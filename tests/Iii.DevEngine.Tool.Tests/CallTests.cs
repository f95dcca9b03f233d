using System.Text.Json;

namespace Iii.DevEngine.Tool.Tests;

/// <summary><c>iii-dev call</c>.</summary>
public sealed class CallTests(ShopEngine engine) : IClassFixture<ShopEngine>
{
    [Fact]
    public async Task The_result_is_printed_for_people_or_for_scripts()
    {
        var (exitCode, output, error) = await engine.RunAsync("call", "shop::echo", """{"name":"Zoë","n":[1,2]}""");
        Assert.Equal((ExitCodes.Success, ""), (exitCode, error));
        using var printed = JsonDocument.Parse(output);
        Assert.Contains($"  \"name\": \"Zoë\"", output, StringComparison.Ordinal);
        Assert.Equal("Zoë", (await engine.JsonAsync("call", "shop::echo", """{"name":"Zoë"}""")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_payload_comes_by_standard_input_or_from_a_file()
    {
        var (_, fromInput, _) = await ToolRun.RunAsync(["call", "shop::echo", "-", "--json", "--url", engine.Url], "[1,\n2]\n");
        Assert.Equal("[1,2]", fromInput);
        var file = Path.GetTempFileName();
        try
        {
            // With a byte order mark, as some editors write it.
            await File.WriteAllTextAsync(file, "[3,\n 4]\n", new System.Text.UTF8Encoding(true));
            Assert.Equal("[3,4]", (await engine.JsonAsync("call", "shop::echo", "@" + file)).GetRawText());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Without_a_payload_it_is_an_empty_object()
    {
        // What the engine adds for workers' functions is all that is in it.
        Assert.Equal(["_caller_worker_id"], (await engine.JsonAsync("call", "shop::echo")).EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task No_result_is_null()
    {
        Assert.Equal("null", (await engine.JsonAsync("call", "engine::log::info", """{"message":"m"}""")).GetRawText());
    }

    [Fact]
    public async Task Metadata_travels_beside_the_payload()
    {
        Assert.Equal("""{"tier":"gold"}""", (await engine.JsonAsync("call", "shop::metadata", "{}", "--metadata", """{"tier":"gold"}""")).GetRawText());
    }

    [Fact]
    public async Task A_namespace_is_called_by_its_name()
    {
        await using var worker = ShopEngine.Worker(engine.Url, "spaced", "branch");
        worker.RegisterRawFunction("branch::name", (_, _) => ShopEngine.Json("\"branch\""));
        await worker.StartAsync();
        Assert.Equal("\"branch\"", (await engine.JsonAsync("call", "branch::name", "--namespace", "branch")).GetRawText());
        var (exitCode, _, error) = await engine.RunAsync("call", "branch::name");
        Assert.Equal((ExitCodes.Failed, "error: function_not_found: Function branch::name not found in namespace default. It is registered in namespace(s): branch."), (exitCode, error));
    }

    [Fact]
    public async Task An_error_of_the_function_is_told_with_its_code()
    {
        var (exitCode, output, error) = await engine.RunAsync("call", "shop::fail");
        Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
        Assert.StartsWith("error: sold_out: Nothing is left.", error, StringComparison.Ordinal);
        (exitCode, output, error) = await engine.RunAsync("call", "shop::fail", "--json");
        Assert.Equal((ExitCodes.Failed, ""), (exitCode, output));
        var told = JsonDocument.Parse(error).RootElement.GetProperty("error");
        Assert.Equal(("sold_out", "Nothing is left."), (told.GetProperty("code").GetString(), told.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_a_time_out()
    {
        var (exitCode, output, error) = await engine.RunAsync("call", "shop::slow", "--timeout", "50ms");
        Assert.Equal((ExitCodes.Timeout, ""), (exitCode, output));
        Assert.Contains("shop::slow", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_deep_a_payload_as_can_be_sent_reaches_the_function()
    {
        var deepest = new string('[', 64) + new string(']', 64);
        Assert.Equal(deepest, (await ToolRun.RunAsync(["call", "shop::echo", "-", "--json", "--url", engine.Url], deepest)).Out);
        Assert.Equal(ExitCodes.Usage, (await ToolRun.RunAsync(["call", "shop::echo", "-", "--json", "--url", engine.Url], $"[{deepest}]")).ExitCode);
    }

    [Fact]
    public async Task Ctrl_c_ends_it_while_it_waits_for_its_payload()
    {
        // Somebody types, and has not ended yet.
        using var typed = new System.IO.Pipes.AnonymousPipeServerStream();
        using var read = new System.IO.Pipes.AnonymousPipeClientStream(System.IO.Pipes.PipeDirection.In, typed.ClientSafePipeHandle);
        typed.WriteByte((byte)'{');
        await using var run = ToolRun.Start(["call", "shop::echo", "-", "--url", engine.Url], read);
        run.Interrupt();
        Assert.Equal((ExitCodes.Interrupted, "", ""), (await run.Ended, run.Out.All, run.Error.All));
    }

    [Fact]
    public async Task Ctrl_c_gives_up_the_call()
    {
        await using var worker = ShopEngine.Worker(engine.Url, "hang");
        var called = ShopEngine.RegisterHanging(worker, "hang::call");
        await worker.StartAsync();
        await using var run = ToolRun.Start("call", "hang::call", "--url", engine.Url);
        await called.WaitAsync(TestTimeout.Default);
        run.Interrupt();
        Assert.Equal((ExitCodes.Interrupted, "", ""), (await run.Ended, run.Out.All, run.Error.All));
    }
}
