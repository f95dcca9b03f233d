using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Iii.DevEngine.Tests;

/// <summary>The engine as a program of its own.</summary>
public sealed partial class ToolTests
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(Sigint)]
    [InlineData(Sigterm)]
    public async Task A_signal_ends_it_in_order_even_with_calls_under_way(int signal)
    {
        using var tool = Start("--port", "0", "--http-port", "0", "--stream-port", "0", "--page-port", "0");
        try
        {
            var greeting = await tool.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
            var url = new Uri(WorkerUrl().Match(greeting!).Value);
            await using var worker = await RawWorker.ConnectAsync(url, "w");
            await worker.RegisterAsync("m::hang");

            // The worker calls itself, and does not answer: the call is under way.
            var call = await worker.CallAsync("m::hang", "1");
            Assert.Equal(("invokefunction", "m::hang"), (call.GetProperty("type").GetString(), call.GetProperty("function_id").GetString()));
            Assert.Equal(0, Kill(tool.Id, signal));
            using var patience = new CancellationTokenSource(s_patience);
            await tool.WaitForExitAsync(patience.Token);
            Assert.Equal("", await tool.StandardError.ReadToEndAsync());
            Assert.Equal(0, tool.ExitCode);
        }
        finally
        {
            tool.Kill();
        }
    }

    [Fact]
    public async Task A_taken_port_is_one_line_and_no_stack_trace()
    {
        await using var other = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        using var tool = Start("--port", $"{other.WorkerUrl.Port}", "--http-port", "0", "--stream-port", "0", "--page-port", "0");
        using var patience = new CancellationTokenSource(s_patience);
        await tool.WaitForExitAsync(patience.Token);
        Assert.Equal(1, tool.ExitCode);
        var said = (await tool.StandardError.ReadToEndAsync()).TrimEnd();
        Assert.DoesNotContain('\n', said);
        Assert.Contains($"{other.WorkerUrl.Port}", said, StringComparison.Ordinal);
        Assert.Contains("--port", said, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(IIIDevEngine).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);

    [GeneratedRegex("ws://[0-9.:]+[0-9]")]
    private static partial Regex WorkerUrl();
}
