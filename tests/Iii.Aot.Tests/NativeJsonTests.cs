using System.Diagnostics;

namespace Iii.Aot.Tests;

/// <summary>Readers and writers do the same natively compiled as they do where the tests compare them with System.Text.Json.</summary>
[Collection(nameof(Repository))]
public sealed class NativeJsonTests
{
    [Fact]
    public async Task The_same_texts_become_the_same_natively()
    {
        var binary = await Repository.PublishNativelyAsync("tests/Iii.Json.Native");
        var (managedCode, managed) = await Repository.DotnetAsync(Repository.Root, "run", "--project", "tests/Iii.Json.Native", "-c", "Release", "--nologo");
        Assert.True(managedCode == 0, managed);
        using var process = Process.Start(new ProcessStartInfo(binary) { RedirectStandardOutput = true })!;
        var native = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        var lines = native.Split('\n');
        Assert.Equal(managed.Split('\n'), lines);
        Assert.InRange(lines.Length, 4_000, int.MaxValue);
        Assert.InRange(lines.Count(l => !l.Contains("\t!", StringComparison.Ordinal)), 700, int.MaxValue);
        Assert.InRange(lines.Count(l => l.EndsWith("\tvalid", StringComparison.Ordinal)), 200, int.MaxValue);
        Assert.InRange(lines.Count(l => l.Contains("\t!The arguments are not valid at ", StringComparison.Ordinal)), 200, int.MaxValue);
    }
}
