using System.Diagnostics;
using Iii.Invocation;

namespace Iii.Telemetry;

/// <summary>What the gauges read of one worker.</summary>
internal sealed class ObservedWorker(string name, Dispatcher dispatcher)
{
    private KeyValuePair<string, object?>[]? _tags;

    public long StartedAt { get; } = Stopwatch.GetTimestamp();

    public int Running => dispatcher.RunningCount;

    public int Waiting => Math.Max(0, dispatcher.CallCount - dispatcher.RunningCount);

    /// <summary>Which worker it is; null before the engine has named it.</summary>
    public KeyValuePair<string, object?>[]? Tags => Volatile.Read(ref _tags);

    /// <summary>The engine has given the worker its id, which is another one after each connection that it could not take up again.</summary>
    public void Named(string id) => Volatile.Write(ref _tags, [new("worker.id", id), new("worker.name", name)]);
}
