using System.Globalization;
using Iii.Bench.Workers;

namespace Iii.Bench;

/// <summary>Drives two workers for minutes over a network that breaks. It is a program of its own, Iii.Bench.Soak, for its workers are C# and its memory is what is looked at.</summary>
internal static class SoakBenchmark
{
    public static async Task RunAsync(int minutes, CancellationToken cancellationToken)
    {
        var output = Repository.Artifacts("soak");
        await Tool.RunAsync("dotnet", ["build", Path.Combine("benchmarks", "Iii.Bench.Soak"), "-c", "Release", "-o", output], Repository.Root, cancellationToken).ConfigureAwait(false);
        Console.WriteLine();
        await Tool.ShowAsync("dotnet", [Path.Combine(output, "Iii.Bench.Soak.dll"), minutes.ToString(CultureInfo.InvariantCulture)], Repository.Root, cancellationToken).ConfigureAwait(false);
    }
}
