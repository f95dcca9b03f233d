using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Iii.Telemetry;

/// <summary>
/// What can be seen of each worker of this process that the engine knows, when somebody looks. What belongs to the process, as its memory, is the same for all of its
/// workers: the engine tells them apart by their ids.
/// </summary>
internal static class WorkerGauges
{
    private static readonly ConcurrentDictionary<ObservedWorker, bool> s_workers = new();
    private static readonly CpuShare s_cpu = new();

#pragma warning disable IDE0052 // Kept for as long as the process lives.
    private static readonly ObservableInstrument<long>[] s_numbers =
    [
        Gauge("memory.heap_used", "bytes", "Memory of the managed heap that is in use", static _ => GC.GetTotalMemory(forceFullCollection: false)),
        Gauge("memory.heap_total", "bytes", "Memory that the managed heap has taken from the system", static _ => GC.GetGCMemoryInfo().TotalCommittedBytes),
        Gauge("memory.rss", "bytes", "Memory of the process that is resident", static _ => Environment.WorkingSet),
        Gauge("cpu.user_micros", "us", "Processor time of the process in user mode", static _ => (long)Environment.CpuUsage.UserTime.TotalMicroseconds),
        Gauge("cpu.system_micros", "us", "Processor time of the process in the system", static _ => (long)Environment.CpuUsage.PrivilegedTime.TotalMicroseconds),
        Gauge("uptime_seconds", "s", "How long the worker has been running", static worker => (long)Stopwatch.GetElapsedTime(worker.StartedAt).TotalSeconds),
        Gauge("invocations.running", "{invocation}", "Calls that handlers are answering", static worker => worker.Running),
        Gauge("invocations.waiting", "{invocation}", "Calls that wait for their turn", static worker => worker.Waiting),
    ];

    private static readonly ObservableGauge<double> s_percent = WorkerMetrics.Meter.CreateObservableGauge(
        "iii.worker.cpu.percent", Percent, "%", "Processor time of the process since it was looked at last, in hundredths of one processor");
#pragma warning restore IDE0052

    public static void Add(ObservedWorker worker) => s_workers.TryAdd(worker, true);

    public static void Remove(ObservedWorker worker) => s_workers.TryRemove(worker, out _);

    private static ObservableGauge<long> Gauge(string name, string unit, string description, Func<ObservedWorker, long> read) =>
        WorkerMetrics.Meter.CreateObservableGauge("iii.worker." + name, () => Of(read), unit, description);

    private static IEnumerable<Measurement<double>> Percent()
    {
        var share = s_cpu.Next();
        return Of(_ => share);
    }

    private static IEnumerable<Measurement<T>> Of<T>(Func<ObservedWorker, T> read)
        where T : struct
    {
        foreach (var worker in s_workers.Keys)
        {
            if (worker.Tags is { } tags)
            {
                yield return new Measurement<T>(read(worker), tags);
            }
        }
    }

    /// <summary>The processor time since the last look.</summary>
    private sealed class CpuShare
    {
        private readonly Lock _gate = new();
        private TimeSpan _used = Environment.CpuUsage.TotalTime;
        private long _at = Stopwatch.GetTimestamp();

        public double Next()
        {
            lock (_gate)
            {
                var used = Environment.CpuUsage.TotalTime;
                var now = Stopwatch.GetTimestamp();
                var passed = Stopwatch.GetElapsedTime(_at, now);
                var share = passed > TimeSpan.Zero ? (used - _used) / passed * 100 : 0;
                (_used, _at) = (used, now);
                return share;
            }
        }
    }
}
