using System.Diagnostics;
using System.Runtime;

namespace Iii.Bench.Json;

/// <summary>What a document costs one way.</summary>
/// <param name="Nanoseconds">Processor time, the median of the rounds.</param>
/// <param name="Bytes">What is allocated.</param>
internal readonly record struct Cost(double Nanoseconds, long Bytes);

/// <summary>Measures two ways in turn, so that what else the machine does hits both alike.</summary>
/// <param name="Framework">What System.Text.Json costs.</param>
/// <param name="Generated">What the generated codec costs.</param>
/// <param name="Ratio">How many times as fast the generated codec is: the median of the rounds' ratios.</param>
internal sealed record Duel(Cost Framework, Cost Generated, double Ratio)
{
    private const int Few = 100;
    private const int Many = 1_000;

    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(10);

    public static Duel Of(Contest contest, int rounds)
    {
        Settle(contest);
        var calls = Calls((Time(contest.Framework, Many) + Time(contest.Generated, Many)) / 2);
        var framework = new double[rounds];
        var generated = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            // Neither is always the one that finds the caches as the other left them.
            if (round % 2 == 0)
            {
                framework[round] = Time(contest.Framework, calls);
                generated[round] = Time(contest.Generated, calls);
            }
            else
            {
                generated[round] = Time(contest.Generated, calls);
                framework[round] = Time(contest.Framework, calls);
            }
        }

        return new Duel(
            new Cost(Median(framework), Allocated(contest.Framework)),
            new Cost(Median(generated), Allocated(contest.Generated)),
            Median([.. framework.Zip(generated, (f, g) => f / g)]));
    }

    /// <summary>Bytes that one call allocates.</summary>
    public static long Allocated(Func<int> way)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(way, Few);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Few;
    }

    /// <summary>Runs both until the JIT has had nothing to compile for a while: it does so more than once, the more often code has run.</summary>
    private static void Settle(Contest contest)
    {
        var methods = JitInfo.GetCompiledMethodCount();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_quiet)
        {
            Repeat(contest.Framework, Few);
            Repeat(contest.Generated, Few);
            if (JitInfo.GetCompiledMethodCount() is var now && now != methods)
            {
                methods = now;
                start = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>How many calls fill a round.</summary>
    private static int Calls(double nanoseconds) => Math.Max(1, (int)(s_round.TotalNanoseconds / nanoseconds));

    /// <summary>Processor time of one call, with the collections of garbage that it causes: other programs on the machine are not in it.</summary>
    private static double Time(Func<int> way, int calls)
    {
        var start = Environment.CpuUsage.TotalTime;
        Repeat(way, calls);
        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / calls;
    }

    private static void Repeat(Func<int> way, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            if (way() == 0)
            {
                throw new InvalidOperationException("There is no result.");
            }
        }
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
