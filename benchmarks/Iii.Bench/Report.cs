using System.Globalization;
using Iii.Bench.Load;

namespace Iii.Bench;

/// <summary>The table, as Markdown, so that a run can be pasted where it is discussed.</summary>
internal static class Report
{
    public static void Head(BenchOptions options)
    {
        Print($"\nembedding::similarity, {options.InFlight} in flight, vectors of {options.Vector}, {options.Seconds} s a round after {options.Warmup} s\n");
        Print($"| {"worker",-24} | {"calls/s",9} | {"p50 µs",8} | {"p99 µs",8} | {"CPU µs/call",11} | {"RSS MB",6} |");
        Print($"|{new string('-', 26)}|{new string('-', 10)}:|{new string('-', 9)}:|{new string('-', 9)}:|{new string('-', 12)}:|{new string('-', 7)}:|");
    }

    public static void Row(string name, Measurement m) =>
        Print($"| {name,-24} | {m.CallsPerSecond,9:N0} | {m.P50,8:N0} | {m.P99,8:N0} | {m.CpuMicroseconds,11:F2} | {m.Rss / (1024.0 * 1024),6:F0} |");

    public static void Ratio(Measurement native, Measurement node)
    {
        Print($"\nC# native against Node SDK, medians of the rounds:");
        Print($"  calls/s     {native.CallsPerSecond / node.CallsPerSecond:F1} x");
        Print($"  CPU a call  1/{node.CpuMicroseconds / native.CpuMicroseconds:F1}");
        Print($"  p50, p99    {(double)native.P50 / node.P50:F2} x, {(double)native.P99 / node.P99:F2} x");
        Print($"  RSS         1/{(double)node.Rss / native.Rss:F1}");
    }

    /// <summary>The median of each column by itself.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> rounds)
    {
        return new Measurement(Of(m => m.CallsPerSecond), (long)Of(m => m.P50), (long)Of(m => m.P99), Of(m => m.CpuMicroseconds), (long)Of(m => m.Rss));

        double Of(Func<Measurement, double> column) => Bench.Median.Of(rounds.Select(column));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
