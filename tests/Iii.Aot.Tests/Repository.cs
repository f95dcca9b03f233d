using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Iii.Aot.Tests;

/// <summary>The checkout that the tests were built from, and the tools that work on it.</summary>
internal static class Repository
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> s_published = new();

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Where this machine keeps the packages that were restored before.</summary>
    public static string PackagesFolder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Runs <c>dotnet</c> and gives its exit code with all that it said.</summary>
    public static async Task<(int ExitCode, string Output)> DotnetAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // A build inside of a test run must not take over the outer one's settings.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(15));
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Publishes a project as a native binary, without a warning, once for all tests.</summary>
    /// <returns>The binary's path.</returns>
    public static Task<string> PublishNativelyAsync(string project) => s_published.GetOrAdd(project, static p => new Lazy<Task<string>>(() => PublishAsync(p))).Value;

    private static async Task<string> PublishAsync(string project)
    {
        await NativeToolchain.ReadyAsync();
        var name = Path.GetFileName(project);
        var folder = Path.Combine(AppContext.BaseDirectory, "published", name);
        var (exitCode, said) = await DotnetAsync(Root, "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "--nologo");
        Assert.True(exitCode == 0, said);
        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
        return Path.Combine(folder, name);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
