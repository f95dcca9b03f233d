using System.Numerics;

namespace Iii.Bench.Load;

/// <summary>Counts of latencies in microseconds, exact below 256 and within 1 % above, in constant space.</summary>
internal sealed class Latencies
{
    private const int Exact = 256;
    private const int PerOctave = 128;

    private readonly long[] _counts = new long[Exact + (PerOctave * 24)];

    public void Add(long microseconds) => _counts[Bucket((uint)Math.Clamp(microseconds, 0, int.MaxValue))]++;

    /// <summary>The latency that this part of the calls did not exceed.</summary>
    public long Percentile(double part)
    {
        var wanted = (long)Math.Ceiling(_counts.Sum() * part);
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
            {
                return Value(bucket);
            }
        }

        return 0;
    }

    private static int Bucket(uint value)
    {
        if (value < Exact)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2(value) - 7;
        return Exact + ((shift - 1) * PerOctave) + (int)(value >> shift) - PerOctave;
    }

    private static long Value(int bucket)
    {
        if (bucket < Exact)
        {
            return bucket;
        }

        var (octave, within) = Math.DivRem(bucket - Exact, PerOctave);
        return (long)(within + PerOctave) << (octave + 1);
    }
}
