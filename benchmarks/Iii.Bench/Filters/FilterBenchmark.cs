using System.Globalization;
using System.Runtime;
using System.Text;
using System.Text.Json;
using Iii.Filters;
using Iii.Filters.Oracle;

namespace Iii.Bench.Filters;

/// <summary>Measures the filters of observers: on a document, against reading it into a DOM; parsing; and an index of many.</summary>
internal static class FilterBenchmark
{
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(300);

    public static void Run(int rounds, CancellationToken cancellationToken)
    {
        Print($".NET {Environment.Version}, processor time, medians of {rounds} rounds\n");
        Print($"| {"10 observers, none matching",-44} | {"DOM ns",8} | {"Iii ns",8} | {"ratio",6} | {"Iii bytes",9} |");
        Print($"|{new string('-', 46)}|{new string('-', 9)}:|{new string('-', 9)}:|{new string('-', 7)}:|{new string('-', 10)}:|");
        Compare("document of 50 rows, filters read the rows", FilterSamples.OverRows, rounds, cancellationToken);
        Compare("the same, filters read all but the rows", FilterSamples.BesideRows, rounds, cancellationToken);
        Compare("the same, filters read other parts of the call", FilterSamples.OtherParts, rounds, cancellationToken);

        Print($"\n| {"alone",-44} | {"ns",8} | {"bytes",9} |");
        Print($"|{new string('-', 46)}|{new string('-', 9)}:|{new string('-', 10)}:|");
        var text = Encoding.UTF8.GetBytes(FilterSamples.Typical);
        Row("parse and normalize one filter", () => Filter.Parse(text).NormalForm.Length, rounds, cancellationToken);
        foreach (var count in (int[])[16, 1024, 4000])
        {
            var index = new FilterIndex<int>();
            for (var i = 0; i < count; i++)
            {
                index.Set(i, Filter.Parse($$$"""{"input.customer":{"$eq":"customer-{{{i}}}"}}"""));
            }

            var matches = new List<int>();
            var input = Encoding.UTF8.GetBytes($$$"""{"customer":"customer-{{{count / 2}}}","total":12.5}""");
            Row($"index, 1 of {count} matches", () => Match(index, new FilterDocument { Input = input }, matches), rounds, cancellationToken);
        }
    }

    private static int Match(FilterIndex<int> index, in FilterDocument document, List<int> matches)
    {
        matches.Clear();
        index.Match(document, matches);
        return matches.Count;
    }

    private static void Compare(string name, string[] filters, int rounds, CancellationToken cancellationToken)
    {
        var index = new FilterIndex<int>();
        var oracles = new DomFilter[filters.Length];
        for (var i = 0; i < filters.Length; i++)
        {
            index.Set(i, Filter.Parse(filters[i]));
            using var json = JsonDocument.Parse(filters[i]);
            oracles[i] = DomFilter.Compile(json.RootElement);
        }

        var input = FilterSamples.Input;
        var output = FilterSamples.Output;
        var caller = FilterSamples.Caller;
        var readsInput = filters.Any(f => f.Contains("\"input", StringComparison.Ordinal));
        var matches = new List<int>();
        int Text() => Match(index, new FilterDocument { Input = input, Output = output, Caller = caller }, matches) + 1;

        // The baseline, too, leaves out a part that no filter reads.
        int Dom()
        {
            using var first = readsInput ? JsonDocument.Parse(input) : null;
            using var second = JsonDocument.Parse(output);
            using var third = JsonDocument.Parse(caller);
            var document = new DomDocument(first?.RootElement ?? default, second.RootElement, default, third.RootElement, default);
            return oracles.Count(oracle => oracle.Matches(document)) + 1;
        }

        if (Text() != 1 || Dom() != 1)
        {
            throw new InvalidOperationException($"A filter matches that must not: {name}");
        }

        WarmUp(Dom);
        WarmUp(Text);
        var dom = new double[rounds];
        var own = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            dom[round] = Time(Dom);
            own[round] = Time(Text);
        }

        Print($"| {name,-44} | {Median.Of(dom),8:N0} | {Median.Of(own),8:N0} | {Median.Of(own.Zip(dom, (o, d) => o / d)),6:F2} | {Allocated(Text),9:N0} |");
    }

    private static void Row(string name, Func<int> way, int rounds, CancellationToken cancellationToken)
    {
        WarmUp(way);
        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            times[round] = Time(way);
        }

        Print($"| {name,-44} | {Median.Of(times),8:N0} | {Allocated(way),9:N0} |");
    }

    /// <summary>Runs until the JIT has had nothing to compile for a while of processor time: it compiles more than once, the more often code has run.</summary>
    private static void WarmUp(Func<int> way)
    {
        var methods = -1;
        var start = TimeSpan.Zero;
        while (methods != JitInfo.GetCompiledMethodCount() || Environment.CpuUsage.TotalTime - start < s_warmUp)
        {
            if (methods != JitInfo.GetCompiledMethodCount())
            {
                methods = (int)JitInfo.GetCompiledMethodCount();
                start = Environment.CpuUsage.TotalTime;
            }

            for (var i = 0; i < 100; i++)
            {
                way();
            }
        }
    }

    /// <summary>Processor time of one call in nanoseconds: other programs on the machine are in it only by what they do to its caches.</summary>
    private static double Time(Func<int> way)
    {
        var calls = 0;
        var start = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - start < s_round)
        {
            for (var i = 0; i < 100; i++)
            {
                way();
            }

            calls += 100;
        }

        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / calls;
    }

    private static long Allocated(Func<int> way)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            way();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
