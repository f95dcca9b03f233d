using System.Runtime.InteropServices;

namespace Iii.Bench.Workers;

/// <summary>A worker that can be measured: how it is made ready, once, and how it is started.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Option">What <c>--only</c> calls it.</param>
/// <param name="PrepareAsync">Publishes or installs it.</param>
/// <param name="Program">The program to start.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record WorkerKind(string Name, string Option, Func<CancellationToken, Task> PrepareAsync, string Program, string[] Arguments)
{
    /// <summary>The sample of this repository, published natively.</summary>
    public static WorkerKind Native { get; } = MakeNative();

    /// <summary>The same function on the official Node SDK.</summary>
    public static WorkerKind Node { get; } = MakeNode();

    private static WorkerKind MakeNative()
    {
        var output = Repository.Artifacts("native");
        return new WorkerKind(
            "C# native",
            "native",
            token => Tool.RunAsync("dotnet", ["publish", Path.Combine("samples", "Similarity"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output], Repository.Root, token),
            Path.Combine(output, OperatingSystem.IsWindows() ? "Similarity.exe" : "Similarity"),
            []);
    }

    private static WorkerKind MakeNode()
    {
        var output = Repository.Artifacts("node");
        return new WorkerKind("Node SDK 0.22.1", "node", InstallAsync, "node", [Path.Combine(output, "worker.mjs")]);

        async Task InstallAsync(CancellationToken token)
        {
            foreach (var file in new DirectoryInfo(Path.Combine(Repository.Root, "benchmarks", "Iii.Bench", "node")).GetFiles())
            {
                file.CopyTo(Path.Combine(output, file.Name), overwrite: true);
            }

            await Tool.RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], output, token).ConfigureAwait(false);
        }
    }
}
