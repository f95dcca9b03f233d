using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Shows when Debian's package is installed.</summary>
public sealed class AptBrowserTests
{
    private const string Debian = "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n";

    private readonly List<string> _lines = [];

    [Fact]
    public async Task Find_rootOnDebian_packageIsInstalledWithinSevenMinutes()
    {
        var machine = Machine(_ => new ProcessResult(0, ""));
        machine.Files["/usr/bin/chromium"] = "";

        Assert.Equal("/usr/bin/chromium", Assert.Single(await FindAsync(machine)).ExecutablePath);
        Assert.Equal(["apt-get update -qq", "apt-get install -y -qq chromium"], machine.CommandLines);
        Assert.Equal(TimeSpan.FromMinutes(7), machine.Runs.Aggregate(TimeSpan.Zero, (sum, run) => sum + run.Timeout));
        Assert.All(machine.Runs, run => Assert.Equal("noninteractive", run.Command.Variables["DEBIAN_FRONTEND"]));
        Assert.Equal(["apt-get installs Debian's package 'chromium' (at most 7 min)."], _lines);
    }

    [Fact]
    public async Task Find_notRoot_errorNamesTheCommand()
    {
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => FindAsync(Machine(_ => new ProcessResult(0, ""), isRoot: false)));
        Assert.Equal("only root may install packages; root does it by: apt-get update && apt-get install -y chromium", error.Message);
        Assert.Empty(_lines);
    }

    [Theory]
    [InlineData("LINUX", "ID=ubuntu\nID_LIKE=debian\n")]
    [InlineData("LINUX", "")]
    [InlineData("OSX", Debian)]
    public async Task Find_notDebian_errorSaysSo(string platform, string release)
    {
        var machine = new FakeMachine { Platform = OSPlatform.Create(platform), IsPrivileged = true, Files = { ["/etc/os-release"] = release } };
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => FindAsync(machine));
        Assert.Equal("this is not Debian", error.Message);
    }

    [Theory]
    [InlineData("update", 100, "'apt-get update -qq' ended with exit code 100: no network")]
    [InlineData("update", null, "'apt-get update -qq' did not end within 120 s and was stopped: no network")]
    [InlineData("install", 100, "'apt-get install -y -qq chromium' ended with exit code 100: no network")]
    [InlineData("install", null, "'apt-get install -y -qq chromium' did not end within 300 s and was stopped: no network")]
    public async Task Find_commandFails_errorSaysHow(string verb, int? exitCode, string expected)
    {
        var machine = Machine(command => command.Arguments[0] == verb ? new ProcessResult(exitCode, "no network") : new ProcessResult(0, ""));
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => FindAsync(machine));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public async Task Find_packageBringsNoProgram_errorSaysSo()
    {
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => FindAsync(Machine(_ => new ProcessResult(0, ""))));
        Assert.Equal("the package 'chromium' brought no '/usr/bin/chromium'", error.Message);
    }

    private static FakeMachine Machine(Func<ProcessCommand, ProcessResult> run, bool isRoot = true) =>
        new() { Run = run, IsPrivileged = isRoot, Files = { ["/etc/os-release"] = Debian } };

    private Task<IReadOnlyList<BrowserCommand>> FindAsync(FakeMachine machine) => new AptBrowser(machine).FindAsync(_lines.Add);
}
