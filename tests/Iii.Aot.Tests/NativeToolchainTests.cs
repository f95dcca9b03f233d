using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.Aot.Tests;

/// <summary>What the native tests do on a machine without a linker.</summary>
public sealed class NativeToolchainTests
{
    private readonly List<string> _reports = [];

    [Theory]
    [InlineData("clang")]
    [InlineData("gcc")]
    public async Task EnsureAsync_compilerIsOnPath_doesNothing(string compiler)
    {
        var machine = new FakeMachine { Variables = { ["PATH"] = "/usr/bin" }, Files = { [$"/usr/bin/{compiler}"] = "" } };

        await NativeToolchain.EnsureAsync(machine, _reports.Add);

        Assert.Empty(_reports);
        Assert.Empty(machine.CommandLines);
    }

    [Fact]
    public async Task EnsureAsync_notLinux_leavesItToThePlatformsOwnTools()
    {
        await NativeToolchain.EnsureAsync(new FakeMachine { Platform = OSPlatform.Windows }, _reports.Add);

        Assert.Empty(_reports);
    }

    [Fact]
    public async Task EnsureAsync_rootWithApt_installsAndSaysSo()
    {
        var machine = new FakeMachine { IsPrivileged = true, Files = { ["/usr/bin/apt-get"] = "" }, Run = _ => new ProcessResult(0, "") };

        await NativeToolchain.EnsureAsync(machine, _reports.Add);

        Assert.Equal(["apt-get update -qq", "apt-get install -y -qq clang zlib1g-dev"], machine.CommandLines);
        Assert.Contains("clang and zlib1g-dev", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureAsync_installFails_namesTheWayOut()
    {
        var machine = new FakeMachine { IsPrivileged = true, Files = { ["/usr/bin/apt-get"] = "" }, Run = _ => new ProcessResult(100, "no network") };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => NativeToolchain.EnsureAsync(machine, _reports.Add));

        Assert.Contains("no network", failure.Message, StringComparison.Ordinal);
        Assert.Contains("by hand", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureAsync_notRoot_namesTheCommand()
    {
        var machine = new FakeMachine { Files = { ["/usr/bin/apt-get"] = "" } };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => NativeToolchain.EnsureAsync(machine, _reports.Add));

        Assert.Contains("sudo apt-get install -y clang zlib1g-dev", failure.Message, StringComparison.Ordinal);
    }
}
