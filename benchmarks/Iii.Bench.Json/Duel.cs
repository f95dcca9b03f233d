using System.Diagnostics;

namespace Iii.Bench.Json;

/// <summary>What a document costs one way.</summary>
/// <param name="Nanoseconds">The median of the rounds.</param>
/// <param name="Bytes">What is allocated.</param>
internal readonly record struct Cost(double Nanoseconds, long Bytes);

/// <summary>Measures two ways in turn, so that what else the machine does hits both alike.</summary>
/// <param name="Framework">What System.Text.Json costs.</param>
/// <param name="Generated">What the generated codec costs.</param>
/// <param name="Ratio">How many times as fast the generated codec is: the median of the rounds' ratios.</param>
internal sealed record Duel(Cost Framework, Cost Generated, double Ratio)
{
    private static readonly TimeSpan s_warmup = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(10);

    public static Duel Of(Contest contest, int rounds)
    {
        // Until code that runs this often is compiled for good: on the JIT, after its counters and its timer.
        var calls = Math.Max(1, Warm(contest.Framework) + Warm(contest.Generated)) / 2;
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
        const int Calls = 100;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(way, Calls);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    /// <summary>Runs the way for a while.</summary>
    /// <returns>How many calls fill a round.</returns>
    private static int Warm(Func<int> way)
    {
        const int Calls = 100;
        var start = Stopwatch.GetTimestamp();
        var last = TimeSpan.Zero;
        while (Stopwatch.GetElapsedTime(start) < s_warmup)
        {
            last = TimeSpan.FromMicroseconds(Time(way, Calls) * Calls / 1000);
        }

        return (int)(Calls * (s_round / last));
    }

    private static double Time(Func<int> way, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        Repeat(way, calls);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
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
