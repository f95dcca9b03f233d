using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iii.DevEngine.Invocations;

/// <summary>One call that the engine routes, as a recorder sees it: from its beginning, and to its end once it has one.</summary>
internal sealed class RoutedInvocation(string space, string functionId, JsonElement payload, InvocationOrigin origin, WorkerConnection? caller, DateTimeOffset startedAt)
{
    private Ending? _ending;

    /// <summary>Its place in the order of beginnings, from 1; 0 until it is in a log.</summary>
    public long Number { get; set; }

    /// <summary>The number of the call within which this one was made; null when it is not known.</summary>
    public long? Parent { get; set; }

    public string Namespace => space;

    public string FunctionId => functionId;

    /// <summary>As the caller sent it: without what the engine adds for workers.</summary>
    public JsonElement Payload => payload;

    public InvocationOrigin Origin => origin;

    /// <summary>The worker that calls; null when the engine does.</summary>
    public string? CallerId { get; } = caller?.Id;

    /// <summary>Its name, as far as it has said it.</summary>
    public string? CallerName { get; } = caller?.Name;

    /// <summary>The name of the worker that has the function; null for one of the engine, or none.</summary>
    public string? ExecutorName { get; init; }

    public string? ExecutorId { get; init; }

    public JsonElement? Metadata { get; init; }

    public string? TraceParent { get; init; }

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt => Volatile.Read(ref _ending)?.At;

    /// <summary>How it ended; null while it runs.</summary>
    public Outcome? Outcome => Volatile.Read(ref _ending)?.Outcome;

    /// <summary>The bytes of its payload and result, so that a log of them has a bound.</summary>
    public long Bytes => SizeOf(payload) + (Outcome is { } outcome ? SizeOf(outcome.Result) + SizeOf(outcome.Error) : 0);

    public void End(Outcome outcome, DateTimeOffset at) => Volatile.Write(ref _ending, new Ending(outcome, at));

    private static long SizeOf(JsonElement? json) => json is { ValueKind: not JsonValueKind.Undefined } value ? JsonMarshal.GetRawUtf8Value(value).Length : 0;

    private sealed record Ending(Outcome Outcome, DateTimeOffset At);
}
