using Iii.TestSupport;

namespace Iii.Interop.Tests;

/// <summary>Shows what the tests say when Node.js, npm or the packages cannot be had.</summary>
public sealed class NodeToolsTests
{
    private const string Prefix = "The interop tests run the official Node SDK and need Node.js 20 or later with npm, but ";
    private const string WayOut = " Install Node.js from nodejs.org or your distribution and put it on PATH, " +
        "or leave these tests out: dotnet test --filter 'FullyQualifiedName!~Iii.Interop.Tests'";

    private readonly List<string> _lines = [];

    [Theory]
    [InlineData("v20.0.0")]
    [InlineData("v24.11.1\n")]
    [InlineData("v100.0.0-nightly")]
    public async Task Find_newEnough_isFound(string version) =>
        Assert.Equal(new NodeTools("/bin/node", "/bin/npm"), await NodeTools.FindAsync(Machine(new ProcessResult(0, version))));

    [Theory]
    [InlineData("v18.20.8")]
    [InlineData("v9.9.9")]
    [InlineData("what")]
    [InlineData("")]
    public async Task Find_tooOld_errorNamesTheVersion(string version)
    {
        var error = await Assert.ThrowsAsync<NodeUnavailableException>(() => NodeTools.FindAsync(Machine(new ProcessResult(0, version))));
        Assert.Equal($"{Prefix}'/bin/node' is version '{version}'.{WayOut}", error.Message);
    }

    [Theory]
    [InlineData("node", "there is no 'node' on PATH")]
    [InlineData("npm", "there is no 'npm' on PATH")]
    public async Task Find_oneIsMissing_errorNamesIt(string missing, string reason)
    {
        var machine = Machine(new ProcessResult(0, "v20.0.0"));
        machine.Files.Remove($"/bin/{missing}");
        var error = await Assert.ThrowsAsync<NodeUnavailableException>(() => NodeTools.FindAsync(machine));
        Assert.Equal($"{Prefix}{reason}.{WayOut}", error.Message);
    }

    [Theory]
    [InlineData(127, "'/bin/node --version' ended with exit code 127")]
    [InlineData(null, "'/bin/node --version' did not end within 30 s and was stopped")]
    public async Task Find_doesNotRun_errorSaysHow(int? exitCode, string reason)
    {
        var error = await Assert.ThrowsAsync<NodeUnavailableException>(() => NodeTools.FindAsync(Machine(new ProcessResult(exitCode, ""))));
        Assert.Equal($"{Prefix}{reason}.{WayOut}", error.Message);
    }

    [Fact]
    public async Task Find_onWindows_npmIsACommandFile()
    {
        var machine = new FakeMachine
        {
            Platform = System.Runtime.InteropServices.OSPlatform.Windows,
            Variables = { ["PATH"] = @"C:\Windows;C:\nodejs\" },
            Files = { [@"C:\nodejs\node.exe"] = "", [@"C:\nodejs\npm.cmd"] = "" },
            Run = _ => new ProcessResult(0, "v20.0.0"),
        };
        Assert.Equal(new NodeTools(@"C:\nodejs\node.exe", @"C:\nodejs\npm.cmd"), await NodeTools.FindAsync(machine));
    }

    [Fact]
    public async Task Install_notThere_npmRunsAtMostOneMinute()
    {
        var machine = Machine(new ProcessResult(0, ""));
        await InstallAsync(machine);
        var (command, timeout) = Assert.Single(machine.Runs);
        Assert.Equal(("/bin/npm", "peer", "ci"), (command.Program, command.Folder, command.Arguments[0]));
        Assert.Equal(TimeSpan.FromSeconds(60), timeout);
        Assert.Equal(["Installing the official Node SDK with npm (at most 60 s)."], _lines);
    }

    [Fact]
    public async Task Install_complete_npmDoesNotRun()
    {
        var machine = new FakeMachine { Files = { [Path.Combine("peer", "node_modules", ".package-lock.json")] = "{}" } };
        await InstallAsync(machine);
        Assert.Empty(machine.Runs);
        Assert.Empty(_lines);
    }

    [Theory]
    [InlineData(1, "'npm ci' ended with exit code 1: no network.")]
    [InlineData(null, "'npm ci' did not end within 60 s and was stopped: no network.")]
    public async Task Install_fails_errorSaysHow(int? exitCode, string reason)
    {
        var error = await Assert.ThrowsAsync<NodeUnavailableException>(() => InstallAsync(Machine(new ProcessResult(exitCode, "no network"))));
        Assert.Equal($"{Prefix}its packages cannot be installed in 'peer', which needs npm's registry: {reason}{WayOut}", error.Message);
    }

    private static FakeMachine Machine(ProcessResult result) =>
        new() { Variables = { ["PATH"] = "/usr/bin:/bin" }, Files = { ["/bin/node"] = "", ["/bin/npm"] = "" }, Run = _ => result };

    private Task InstallAsync(FakeMachine machine) =>
        new NodePackages(machine, "peer", _lines.Add).InstallAsync(new NodeTools("/bin/node", "/bin/npm"));
}
