using System.Globalization;
using Iii.Bench.Workers;

namespace Iii.Bench.Engine;

/// <summary>What the embedded engine costs: against a relay that only carries bytes, and with very many workers.</summary>
internal static class EngineBenchmark
{
    private const int InFlight = 256;
    // Seconds; until then the runtimes on all sides still compile, on the same processors.
    private const int Warmup = 6;
    private const int Workers = 1_000;
    private const int Functions = 10;

    public static async Task RunAsync(int rounds, int seconds, CancellationToken cancellationToken)
    {
        Console.WriteLine("preparing the Node workers");
        await WorkerKind.Node.PrepareAsync(cancellationToken).ConfigureAwait(false);
        Console.WriteLine();
        Console.WriteLine($"two workers on the Node SDK 0.22.1, {InFlight} calls in flight from the one to the other");
        Console.WriteLine();
        Console.WriteLine("| between them                  |   calls/s | CPU us/call there |");
        Console.WriteLine("|-------------------------------|----------:|------------------:|");
        string[] kinds = ["relay", "engine-host"];
        var results = kinds.ToDictionary(k => k, _ => new List<(double CallsPerSecond, double CpuMicroseconds)>());
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var kind in kinds)
            {
                var middle = await Middle.StartAsync(kind, cancellationToken).ConfigureAwait(false);
                await using (middle.ConfigureAwait(false))
                {
                    var result = await NodePair.MeasureAsync(middle, InFlight, Warmup, seconds, cancellationToken).ConfigureAwait(false);
                    results[kind].Add(result);
                    Row($"{Name(kind)}, round {round}", result);
                }
            }
        }

        var medians = kinds.ToDictionary(k => k, k => (Median.Of(results[k].Select(r => r.CallsPerSecond)), Median.Of(results[k].Select(r => r.CpuMicroseconds))));
        foreach (var kind in kinds)
        {
            Row($"{Name(kind)}, median", medians[kind]);
        }

        Console.WriteLine();
        Print($"ratio of the medians: {medians["engine-host"].Item1 / medians["relay"].Item1:0.00}");

        var engine = await Middle.StartAsync("engine-host", cancellationToken).ConfigureAwait(false);
        await using (engine.ConfigureAwait(false))
        {
            var (elapsed, bytes) = await Crowd.MeasureAsync(engine, Workers, Functions, cancellationToken).ConfigureAwait(false);
            Print($"{Workers:N0} workers with {Functions} functions each: connected and registered in {elapsed.TotalSeconds:0.0} s, {bytes / 1024:0} KB of resident memory each");
        }
    }

    private static string Name(string kind) => kind is "relay" ? "a relay" : "the embedded engine";

    private static void Row(string name, (double CallsPerSecond, double CpuMicroseconds) result) => Print($"| {name,-29} | {result.CallsPerSecond,9:N0} | {result.CpuMicroseconds,17:0.0} |");

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
