using System.Globalization;
using Iii.Json.Tests;

namespace Iii.Bench.Json;

/// <summary>Compares our reader and writer of floating point numbers with the framework's over as many texts as one has patience for.</summary>
internal static class NumberProof
{
    private const int Slice = 1_000_000;

    private static readonly (string Name, Func<Random, int, string?> Compare)[] s_kinds =
    [
        ("doubles of any bits, in 17 digits and in the shortest text", RealComparison.OfDoubles),
        ("floats of any bits, in their shortest text and as doubles", RealComparison.OfSingles),
        ("1 to 48 digits with any exponent", RealComparison.OfDigits),
        ("halfway between two neighbours, and next to that", RealComparison.OfTies),
    ];

    /// <summary>Runs all kinds in turn.</summary>
    /// <param name="millions">How many numbers, in millions.</param>
    /// <param name="seed">Where the random numbers begin; each slice has one of its own.</param>
    /// <returns>No difference was found.</returns>
    public static bool Run(int millions, int seed)
    {
        var counts = new long[s_kinds.Length];
        for (var slice = 0; slice < millions; slice++)
        {
            var kind = slice % s_kinds.Length;
            if (s_kinds[kind].Compare(new Random(seed + slice), Slice) is { } difference)
            {
                Print($"DIFFERENT, in slice {slice} of {s_kinds[kind].Name}: {difference}");
                return false;
            }

            counts[kind] += Slice;
            if ((slice + 1) % 50 == 0)
            {
                Print($"  {slice + 1} million");
            }
        }

        for (var kind = 0; kind < s_kinds.Length; kind++)
        {
            Print($"{counts[kind],13:N0}  {s_kinds[kind].Name}");
        }

        Print($"{counts.Sum(),13:N0}  numbers, each as double and as float: read to the last bit as the framework reads it, written to the byte as it writes it (seed {seed})");
        return true;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
