namespace Iii;

/// <summary>What the engine is told of a function that is registered by hand, and what limits its calls.</summary>
public sealed record FunctionOptions
{
    // What the framework's timers can do, in whole days.
    private static readonly TimeSpan s_longestLimit = TimeSpan.FromDays(49);

    /// <summary>What the function does, for people and for tools.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON Schema of the payload, as JSON text. Default: that of its type, made at compile time, where the function has types.</summary>
    public string? RequestSchema { get; init; }

    /// <summary>The JSON Schema of the result, as JSON text. Default: that of its type, made at compile time, where the function has types.</summary>
    public string? ResponseSchema { get; init; }

    /// <summary>Free JSON about the function, as JSON text.</summary>
    public string? Metadata { get; init; }

    /// <summary>
    /// How many calls of the function run at the same time in this worker, at least 1; the others wait for their turn, among the worker's
    /// <see cref="IIIWorkerOptions.MaxQueuedCalls"/>. Default: null, for which only <see cref="IIIWorkerOptions.MaxConcurrentCalls"/> holds.
    /// </summary>
    public int? MaxConcurrentCalls { get; init; }

    /// <summary>
    /// How long a call may run, longer than zero and at most 49 days. Then its caller is answered with <see cref="IIIErrorCodes.Timeout"/> and its
    /// <see cref="IIIContext.CancellationToken"/> fires; what it returns later is dropped. Default: null, for no limit.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    internal void CheckLimits()
    {
        if (MaxConcurrentCalls < 1)
        {
            throw new ArgumentException($"FunctionOptions.MaxConcurrentCalls is {MaxConcurrentCalls}, but must be at least 1. Leave it null for no limit.");
        }

        if (TimeLimit is { } limit && (limit <= TimeSpan.Zero || limit > s_longestLimit))
        {
            throw new ArgumentException($"FunctionOptions.TimeLimit is {limit}, but must be longer than zero and at most {s_longestLimit.TotalDays:0} days. Leave it null for no limit.");
        }
    }
}
