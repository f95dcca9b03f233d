namespace Iii.Bench.Load;

/// <summary>What one round has shown of a worker.</summary>
/// <param name="CallsPerSecond">Answers that arrived in the measured time.</param>
/// <param name="P50">Median microseconds from a call's frame to its answer.</param>
/// <param name="P99">The same, of the slowest hundredth.</param>
/// <param name="CpuMicroseconds">Processor time of the worker, user and system, all threads, a call.</param>
/// <param name="Rss">Resident bytes of the worker at the end.</param>
internal sealed record Measurement(double CallsPerSecond, long P50, long P99, double CpuMicroseconds, long Rss);
