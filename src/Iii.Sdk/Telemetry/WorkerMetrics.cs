using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Iii.Telemetry;

/// <summary>What is counted and timed. An instrument that nobody listens to costs one look at a field.</summary>
internal static class WorkerMetrics
{
    public static readonly Meter Meter = new(IIITelemetry.MeterName, Connection.WorkerIdentity.Version);

    private static readonly Counter<long> s_invocations = Meter.CreateCounter<long>(
        "iii.worker.invocations.total", "{invocation}", "Calls of this worker's functions that have ended");

    private static readonly Histogram<double> s_invocationDuration = Meter.CreateHistogram<double>(
        "iii.worker.invocation.duration", "s", "How long this worker's functions ran, without the wait for their turn");

    private static readonly Counter<long> s_calls = Meter.CreateCounter<long>(
        "iii.worker.calls.total", "{call}", "Calls of others' functions that this worker made and waited for, and that have ended");

    private static readonly Histogram<double> s_callDuration = Meter.CreateHistogram<double>(
        "iii.worker.call.duration", "s", "How long this worker waited for the answers of others' functions");

    public static bool AreInvocationsWanted => s_invocations.Enabled || s_invocationDuration.Enabled;

    public static bool AreCallsWanted => s_calls.Enabled || s_callDuration.Enabled;

    /// <param name="errorCode">The code that the caller was told; null for a call that succeeded.</param>
    /// <param name="startedAt">By <see cref="Stopwatch"/>.</param>
    public static void InvocationEnded(string functionId, string? errorCode, long startedAt) => Add(s_invocations, s_invocationDuration, functionId, errorCode, startedAt);

    /// <inheritdoc cref="InvocationEnded"/>
    public static void CallEnded(string functionId, string? errorCode, long startedAt) => Add(s_calls, s_callDuration, functionId, errorCode, startedAt);

    private static void Add(Counter<long> count, Histogram<double> duration, string functionId, string? errorCode, long startedAt)
    {
        var tags = new TagList { { "function_id", functionId } };
        if (errorCode is not null)
        {
            tags.Add("error.type", errorCode);
        }

        count.Add(1, tags);
        duration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, tags);
    }
}
