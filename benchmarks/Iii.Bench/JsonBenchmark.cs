using System.Runtime.InteropServices;
using Iii.Bench.Workers;

namespace Iii.Bench;

/// <summary>
/// Reads and writes JSON with generated codecs and with System.Text.Json. It is a program of its own, Iii.Bench.Json, because it has to be compiled in both ways:
/// by the JIT and natively.
/// </summary>
internal static class JsonBenchmark
{
    private static readonly string s_project = Path.Combine("benchmarks", "Iii.Bench.Json");

    /// <summary>Prints what documents cost, on the JIT and natively.</summary>
    public static async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        string[] arguments = ["documents", $"{rounds}"];
        var assembly = await BuildAsync(cancellationToken).ConfigureAwait(false);
        var native = await PublishAsync(cancellationToken).ConfigureAwait(false);
        Console.WriteLine();
        await Tool.ShowAsync("dotnet", [assembly, .. arguments], Repository.Root, cancellationToken).ConfigureAwait(false);
        Console.WriteLine();
        await Tool.ShowAsync(native, arguments, Repository.Root, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares the reader of floating point numbers with the framework's.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static async Task ProveAsync(int millions, int seed, CancellationToken cancellationToken)
    {
        var assembly = await BuildAsync(cancellationToken).ConfigureAwait(false);
        await Tool.ShowAsync("dotnet", [assembly, "numbers", $"{millions}", $"{seed}"], Repository.Root, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        var output = Repository.Artifacts("json-jit");
        await Tool.RunAsync("dotnet", ["build", s_project, "-c", "Release", "-o", output], Repository.Root, cancellationToken).ConfigureAwait(false);
        return Path.Combine(output, "Iii.Bench.Json.dll");
    }

    private static async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var output = Repository.Artifacts("json-native");
        await Tool.RunAsync("dotnet", ["publish", s_project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output], Repository.Root, cancellationToken).ConfigureAwait(false);
        return Path.Combine(output, OperatingSystem.IsWindows() ? "Iii.Bench.Json.exe" : "Iii.Bench.Json");
    }
}
