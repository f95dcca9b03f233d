using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Shows how Playwright's own browser is found and downloaded.</summary>
public sealed class PlaywrightBrowserTests
{
    private const string Plan = "Chrome Headless Shell\n  Install location:    /c/shell-1\n  Download url: x\n\nFFmpeg\n  Install location:    /c/ffmpeg-1";

    private readonly List<string> _lines = [];

    [Fact]
    public async Task Find_installed_nothingIsDownloaded()
    {
        var machine = Machine(_ => new ProcessResult(0, Plan));
        machine.Files[Path.Combine("/c/shell-1", "INSTALLATION_COMPLETE")] = "";
        machine.Files[Path.Combine("/c/ffmpeg-1", "INSTALLATION_COMPLETE")] = "";

        var browser = Assert.Single(await FindAsync(machine));
        Assert.Null(browser.ExecutablePath);
        Assert.Empty(_lines);
        Assert.Single(machine.Runs);
    }

    [Fact]
    public async Task Find_partlyInstalled_isDownloadedWithinOneMinute()
    {
        var machine = Machine(_ => new ProcessResult(0, Plan));
        machine.Files[Path.Combine("/c/ffmpeg-1", "INSTALLATION_COMPLETE")] = "";

        Assert.Single(await FindAsync(machine));
        Assert.Equal(["Playwright downloads a headless Chromium (at most 60 s)."], _lines);
        var (command, timeout) = machine.Runs.Last();
        Assert.Equal(["install", "chromium-headless-shell"], command.Arguments.Skip(1));
        Assert.Equal(TimeSpan.FromSeconds(60), timeout);
    }

    [Theory]
    [InlineData(1, "'playwright install chromium-headless-shell' ended with exit code 1: no such host")]
    [InlineData(null, "'playwright install chromium-headless-shell' did not end within 60 s and was stopped: no such host")]
    public async Task Find_downloadFails_errorSaysHow(int? exitCode, string expected)
    {
        var machine = Machine(command => command.Arguments.Contains("--dry-run") ? new ProcessResult(0, Plan) : new ProcessResult(exitCode, "no such host"));
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => FindAsync(machine));
        Assert.Equal(expected, error.Message);
    }

    [Theory]
    [InlineData("LINUX", Architecture.X64, "linux-x64", "node")]
    [InlineData("LINUX", Architecture.Arm64, "linux-arm64", "node")]
    [InlineData("OSX", Architecture.X64, "darwin-x64", "node")]
    [InlineData("OSX", Architecture.Arm64, "darwin-arm64", "node")]
    [InlineData("WINDOWS", Architecture.X64, "win32_x64", "node.exe")]
    public async Task Find_noDriver_errorNamesItsPath(string platform, Architecture architecture, string folder, string program)
    {
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(
            () => FindAsync(new FakeMachine { Platform = OSPlatform.Create(platform), Architecture = architecture }));
        Assert.Equal($"Playwright's driver is not at '{Path.Combine("driver", "node", folder, program)}'", error.Message);
    }

    [Fact]
    public void DefaultDriver_ofThisBuild_isThere() =>
        Assert.True(File.Exists(Path.Combine(PlaywrightBrowser.DefaultDriver, "package", "cli.js")));

    private static FakeMachine Machine(Func<ProcessCommand, ProcessResult> run) =>
        new() { Run = run, Files = { [Path.Combine("driver", "node", "linux-x64", "node")] = "" } };

    private Task<IReadOnlyList<BrowserCommand>> FindAsync(FakeMachine machine) => new PlaywrightBrowser(machine, "driver").FindAsync(_lines.Add);
}
