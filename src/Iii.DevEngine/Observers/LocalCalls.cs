namespace Iii.DevEngine.Observers;

/// <summary>Counts the calls of a function that stayed in its worker, as the worker reports them.</summary>
internal readonly record struct LocalCalls(long Count, long Errors, double DurationMs)
{
    /// <summary>Adds what was counted in one window.</summary>
    public LocalCalls Plus(LocalCalls other) => new(Count + other.Count, Errors + other.Errors, DurationMs + other.DurationMs);
}
