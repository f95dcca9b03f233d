using System.Text.Json;

namespace Iii.DevEngine.Tool.Tests;

/// <summary><c>iii-dev run</c>.</summary>
public sealed class RunTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("iii-run-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task It_says_where_it_listens_and_that_it_has_ended()
    {
        var (run, started) = await ToolRun.EngineAsync();
        Assert.Equal(("started", JsonValueKind.Null), (started.GetProperty("event").GetString(), started.GetProperty("data").ValueKind));
        using var http = new HttpClient();
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync(new Uri(started.GetProperty("http").GetString()!))).StatusCode);
        await run.DisposeAsync();
        Assert.Equal(ExitCodes.Success, await run.Ended);
        Assert.Equal("""{"event":"stopped"}""", await run.Out.NextAsync());
        Assert.Equal("", run.Error.All);
    }

    [Fact]
    public async Task People_see_it_in_lines()
    {
        await using var run = ToolRun.Start("run", "--port", "0", "--http-port", "0", "--stream-port", "0", "--page-port", "0", "--data", _directory);
        await run.Out.NextAsync("Ctrl+C");
        Assert.Matches("""workers  ws://127\.0\.0\.1:\d+\s+http     http://127\.0\.0\.1:\d+\s+streams  ws://127\.0\.0\.1:\d+\s+page     http://localhost:\d+ for your browser\s+data     """, run.Out.All);
        Assert.Contains(_directory, run.Out.All, StringComparison.Ordinal);
        Assert.Contains("release  the newest features, and triggers; --generation selects 0.22, 0.23, 0.24, 0.25, 0.26 or 0.27", run.Out.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_see_the_release_that_they_selected()
    {
        await using var run = ToolRun.Start("run", "--port", "0", "--http-port", "0", "--stream-port", "0", "--page-port", "0", "--generation", "0.24");
        await run.Out.NextAsync("Ctrl+C");
        Assert.Matches(@"(?m)^  release  0\.24\r?$", run.Out.All);
    }

    [Theory]
    [InlineData("0.22", false)]
    [InlineData("0.23", false)]
    [InlineData("0.24", false)]
    [InlineData("0.25", true)]
    [InlineData("0.26", true)]
    [InlineData("0.27", true)]
    [InlineData(null, true)]
    public async Task Generation_is_that_of_the_engine(string? generation, bool sendsCapabilities)
    {
        var (run, started) = await ToolRun.EngineAsync(generation is null ? [] : ["--generation", generation]);
        await using var _ = run;
        Assert.Equal(generation, started.GetProperty("generation").GetString());
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(started.GetProperty("workers").GetString()!.Replace("ws://", "http://", StringComparison.Ordinal)));
        Assert.Equal(sendsCapabilities, response.Headers.Contains("x-iii-capabilities"));
    }

    [Fact]
    public async Task A_file_is_followed_and_what_is_not_is_warned_of()
    {
        var file = Write(
            """
            workers:
              - name: iii-worker-manager
                config: { port: 1 }
              - name: iii-worker-manager
                config: { port: 0, rbac: { expose_functions: [ match("public::*") ] } }
              - name: iii-http
                config: { port: 1, cors: { allowed_origins: [ "https://a.example" ] } }
              - name: iii-exec
            """);
        var (run, started) = await ToolRun.EngineAsync("--config", file);
        await using var _ = run;
        var warnings = run.Error.All.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("warning")).ToArray();
        var exec = Assert.Single(warnings, w => w.GetProperty("message").GetString()!.Contains("iii-exec", StringComparison.Ordinal));
        Assert.Equal((file, 8, 5), (exec.GetProperty("file").GetString(), exec.GetProperty("line").GetInt32(), exec.GetProperty("column").GetInt32()));

        var rules = started.GetProperty("listeners")[0].GetString()!;
        var (exitCode, _, error) = await ToolRun.RunAsync("call", "state::get", """{"scope":"s","key":"k"}""", "--url", rules);
        Assert.Equal((ExitCodes.Failed, "error: FORBIDDEN: function 'state::get' not allowed (add to rbac.expose_functions)"), (exitCode, error));

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, started.GetProperty("http").GetString());
        request.Headers.Add("Origin", "https://a.example");
        Assert.Equal(["https://a.example"], (await http.SendAsync(request)).Headers.GetValues("access-control-allow-origin"));
    }

    [Fact]
    public async Task A_file_that_can_not_be_used_ends_it()
    {
        var file = Write("workers:\n  - name: iii-http\n    config: { port: many }");
        var (exitCode, output, error) = await ToolRun.RunAsync("run", "--config", file);
        Assert.Equal((ExitCodes.Usage, ""), (exitCode, output));
        Assert.Equal($"error: {file}(3,21): 'iii-http.port' is the text 'many'. Expected a whole number from 0 to 65535.", error);
        (exitCode, _, error) = await ToolRun.RunAsync("run", "--json", "--config", file);
        var told = JsonDocument.Parse(error).RootElement.GetProperty("error");
        Assert.Equal(("bad_config", 3, 21), (told.GetProperty("code").GetString(), told.GetProperty("line").GetInt32(), told.GetProperty("column").GetInt32()));
        (exitCode, _, error) = await ToolRun.RunAsync("run", "--config", file + "x");
        Assert.Equal((ExitCodes.Usage, $"error: {file}x: There is no such file."), (exitCode, error));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_options()
    {
        var (first, started) = await ToolRun.EngineAsync();
        await using var _ = first;
        var port = new Uri(started.GetProperty("http").GetString()!).Port;
        var (exitCode, output, error) = await ToolRun.RunAsync("run", "--port", "0", "--http-port", $"{port}", "--stream-port", "0", "--page-port", "0");
        Assert.Equal((ExitCodes.NotStarted, ""), (exitCode, output));
        Assert.Equal($"error: Port {port} (http triggers) of 127.0.0.1 is taken, perhaps by another engine. Stop that, or choose another port; 0 takes a free one. The options are --port, --http-port, --stream-port, --page-port, --host and --data.", error);
    }

    [Fact]
    public async Task An_address_that_is_not_this_machine_s_is_named()
    {
        // One for documentation: no machine has it.
        var (exitCode, _, error) = await ToolRun.RunAsync("run", "--host", "192.0.2.1", "--port", "0", "--http-port", "0", "--stream-port", "0", "--page-port", "0");
        Assert.Equal(ExitCodes.NotStarted, exitCode);
        Assert.StartsWith("error: The engine can not listen on 192.0.2.1:0 (workers)", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public async Task A_taken_directory_is_named()
    {
        var (first, _) = await ToolRun.EngineAsync("--data", _directory);
        await using var _ = first;
        var (exitCode, _, error) = await ToolRun.RunAsync("run", "--port", "0", "--http-port", "0", "--stream-port", "0", "--page-port", "0", "--data", _directory);
        Assert.Equal(ExitCodes.NotStarted, exitCode);
        Assert.StartsWith($"error: '{Path.Combine(_directory, "engine.db")}' is in use, probably by another engine.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        foreach (var (command, result) in new[] { ("set", """{"new_value":1,"old_value":null}"""), ("get", "1") })
        {
            var (run, started) = await ToolRun.EngineAsync("--data", _directory);
            await using var _ = run;
            var (exitCode, output, _) = await ToolRun.RunAsync("call", $"state::{command}", """{"scope":"s","key":"k","value":1}""", "--json", "--url", started.GetProperty("workers").GetString()!);
            Assert.Equal((ExitCodes.Success, result), (exitCode, output));
        }
    }

    private string Write(string text)
    {
        var file = Path.Combine(_directory, "iii.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
