using System.Diagnostics;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Shows how programs are run for the tests.</summary>
public sealed class ThisMachineTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly ThisMachine _machine = new();

    [Fact]
    public async Task Run_programEnds_exitCodeAndOutputAreThere()
    {
        var result = await _machine.RunAsync(new ProcessCommand("sh", "-c", "echo $GREETING; echo there >&2; exit 3") { Variables = Greeting }, s_timeout);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["hello", "there"], result.Output.Split('\n').Order());
    }

    [Fact]
    public async Task Run_programReadsInput_thereIsNone() =>
        Assert.Equal(0, (await _machine.RunAsync(new ProcessCommand("cat"), s_timeout)).ExitCode);

    [Fact]
    public async Task Run_muchOutput_lastLinesStay()
    {
        var result = await _machine.RunAsync(new ProcessCommand("sh", "-c", "i=0; while [ $i -lt 1000 ]; do echo $i; i=$((i+1)); done"), s_timeout);
        Assert.Equal(Enumerable.Range(992, 8).Select(i => $"{i}"), result.Output.Split('\n'));
    }

    [Fact]
    public async Task Run_noSuchProgram_isAFailure()
    {
        var result = await _machine.RunAsync(new ProcessCommand("no-such-program"), s_timeout);
        Assert.Equal(127, result.ExitCode);
        Assert.Contains("no-such-program", result.Describe("no-such-program", s_timeout), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_timeIsUp_programAndItsChildrenAreStopped()
    {
        var result = await _machine.RunAsync(new ProcessCommand("sh", "-c", "sleep 600 & echo $!; wait"), TimeSpan.FromSeconds(2));
        Assert.Null(result.ExitCode);
        var child = int.Parse(result.Output, System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => !IsRunning(child));
    }

    private static Dictionary<string, string> Greeting => new() { ["GREETING"] = "hello" };

    /// <summary>Gets whether a process runs; one that ended and was not collected by its parent does not.</summary>
    private static bool IsRunning(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
            }

            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return false;
        }
    }
}
