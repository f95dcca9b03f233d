using System.Diagnostics;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
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
        using var tool = Start("--port", "0", "--http-port", "0");
        try
        {
            var greeting = await tool.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
            var url = new Uri(WorkerUrl().Match(greeting!).Value);
            using var worker = new ClientWebSocket();
            await worker.ConnectAsync(url, CancellationToken.None);
            foreach (var frame in new[]
            {
                """{"type":"invokefunction","function_id":"engine::workers::register","data":{"name":"w","pid":1}}""",
                """{"type":"registerfunction","id":"m::hang"}""",
                """{"type":"invokefunction","invocation_id":"11111111-1111-4111-8111-111111111111","function_id":"m::hang","data":1}""",
            })
            {
                await worker.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);
            }

            // The introduction, then the call that the worker makes to itself: it is under way now.
            await ReceiveAsync(worker);
            Assert.Contains("m::hang", await ReceiveAsync(worker), StringComparison.Ordinal);
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
        await using var other = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0 });
        using var tool = Start("--port", $"{other.WorkerUrl.Port}", "--http-port", "0");
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

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(s_patience);
        var received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);

    [GeneratedRegex("ws://[0-9.:]+[0-9]")]
    private static partial Regex WorkerUrl();
}
