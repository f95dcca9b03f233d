using System.Text.Json;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>What is wrong with a command line is said in a line, before anything is started or connected.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--port is '99999'. Expected a port from 0 to 65535. See `iii-dev run --help`.", "run", "--port", "99999")]
    [InlineData("--host is 'nowhere'. Expected an address such as 127.0.0.1, or localhost.", "run", "--host", "nowhere")]
    [InlineData("--generation is '0.21'. Expected 0.22, 0.23, 0.24, 0.25, 0.26 or 0.27.", "run", "--generation", "0.21")]
    [InlineData("--generation is 'V0_25'. Expected 0.22,", "run", "--generation", "V0_25")]
    [InlineData("--timeout is '0'. Expected a time longer than zero, such as 500ms, 30s or 2m.", "call", "f", "--timeout", "0")]
    [InlineData("--timeout is '5d'.", "call", "f", "--timeout", "5d")]
    [InlineData("Required argument 'function' missing", "call")]
    [InlineData("'everything' not recognized", "list", "everything")]
    [InlineData("Unrecognized command or argument '--prot'.", "watch", "--prot")]
    [InlineData("Both the payload and --metadata are '-'. Standard input can be read once.", "call", "f", "-", "--metadata", "-")]
    [InlineData("--max-fires is '0'. Expected a number from 1 on.", "observe", "f", "--max-fires", "0")]
    [InlineData("--capture is 'input,result'. Expected some of input, output, error, caller, metadata, none", "observe", "f", "--capture",
        "input,result")]
    [InlineData("Argument 'always' not recognized.", "observe", "f", "--on", "always")]
    [InlineData("Both --filter and --args are '-'. Standard input can be read once.", "observe", "f", "--filter", "-", "--args", "-")]
    [InlineData("http://localhost", "list", "--url", "http://localhost")]
    [InlineData("Argument 'maybe' not recognized.", "list", "--json=maybe")]
    public async Task A_wrong_option_is_named(string problem, params string[] arguments)
    {
        var (exitCode, output, error) = await ToolRun.RunAsync(arguments);
        Assert.Equal((ExitCodes.Usage, ""), (exitCode, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_get_a_wrong_option_as_json()
    {
        var (exitCode, output, error) = await ToolRun.RunAsync("run", "--json", "--port", "x");
        Assert.Equal((ExitCodes.Usage, ""), (exitCode, output));
        var told = JsonDocument.Parse(error).RootElement.GetProperty("error");
        Assert.Equal("bad_command_line", told.GetProperty("code").GetString());
        Assert.StartsWith("--port is 'x'.", told.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_run_lists_the_releases()
    {
        var (exitCode, output, _) = await ToolRun.RunAsync("run", "--help");
        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.Matches(@"--generation.*Behave\s+exactly\s+as\s+a\s+release\s+of\s+iii:\s+0\.22,\s+0\.23,\s+0\.24,\s+0\.25,\s+0\.26\s+or\s+0\.27", output);
    }

    [Theory]
    [InlineData()]
    [InlineData("--help")]
    [InlineData("call", "--help")]
    public async Task Help_says_what_there_is(params string[] arguments)
    {
        var (exitCode, output, error) = await ToolRun.RunAsync(arguments);
        Assert.Equal((ExitCodes.Success, ""), (exitCode, error));
        Assert.Contains("--json", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\": nul}", 1, 10)]
    [InlineData("{\"ä\": x}", 1, 7)]
    [InlineData("{\n  \"a\": 1,\n  b\n}", 3, 3)]
    [InlineData("{\"a\":1} x", 1, 9)]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n\"a\": \"\\ud800\"}", 2, 6)]
    public async Task Bad_json_is_told_with_its_place(string payload, int line, int column)
    {
        foreach (var arguments in new[] { new[] { "call", "f", "-" }, ["call", "f", "{}", "--metadata", "-"] })
        {
            var (exitCode, output, error) = await ToolRun.RunAsync([.. arguments, "--json"], payload);
            Assert.Equal((ExitCodes.Usage, ""), (exitCode, output));
            var told = JsonDocument.Parse(error).RootElement.GetProperty("error");
            Assert.Equal(("bad_json", line, column), (told.GetProperty("code").GetString(), told.GetProperty("line").GetInt32(), told.GetProperty("column").GetInt32()));
            Assert.Contains($"line {line}, column {column}: ", told.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_told_with_their_place()
    {
        var (exitCode, _, error) = await ToolRun.RunAsync(["call", "f", "-"], [.. "[1, \""u8, 0xff, .. "\"]"u8]);
        Assert.Equal(ExitCodes.Usage, exitCode);
        Assert.StartsWith("error: The payload (standard input) is not JSON: line 1, column 5: This string is no text", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_see_the_place_in_bad_json()
    {
        var (_, _, error) = await ToolRun.RunAsync("call", "f", """{"a": [1, 2,]}""");
        Assert.EndsWith($"  {{\"a\": [1, 2,]}}{Environment.NewLine}              ^", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_file_that_is_not_there_is_named()
    {
        var (exitCode, _, error) = await ToolRun.RunAsync("call", "f", "@/nowhere/payload.json");
        Assert.Equal(ExitCodes.Usage, exitCode);
        Assert.Contains("/nowhere/payload.json", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call", "f")]
    [InlineData("list")]
    [InlineData("watch")]
    [InlineData("observe", "f")]
    [InlineData("doctor")]
    public async Task A_dead_engine_is_said_at_once(params string[] arguments)
    {
        var (engine, started) = await ToolRun.EngineAsync();
        var url = started.GetProperty("workers").GetString()!;
        await engine.DisposeAsync();
        var (exitCode, output, error) = await ToolRun.RunAsync([.. arguments, "--url", url]);
        Assert.Equal((ExitCodes.NoEngine, ""), (exitCode, output));
        Assert.StartsWith($"error: No engine answers at {url}", error, StringComparison.Ordinal);
        Assert.Contains("iii-dev run", error, StringComparison.Ordinal);
    }
}
