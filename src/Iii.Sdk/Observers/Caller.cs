namespace Iii;

/// <summary>Describes who made a call. Every part may be missing.</summary>
public sealed record Caller
{
    /// <summary>Gets the id of the worker that made the call, as the engine knows it; null when the engine itself made it.</summary>
    public string? WorkerId { get; init; }

    /// <summary>Gets the name of the worker that made the call; <c>iii-engine</c> for the activations of observers.</summary>
    public string? WorkerName { get; init; }

    /// <summary>
    /// Gets the id of the function whose handler made the call; null when no handler did. Of an activation it is the observed function.
    /// </summary>
    public string? FunctionId { get; init; }

    /// <summary>
    /// Gets the id of the call whose handler made this one; null when no handler did. Of an activation it is the observed call.
    /// </summary>
    public string? InvocationId { get; init; }

    /// <summary>Gets who called the handler that made this call; it has no parent itself.</summary>
    public Caller? Parent { get; init; }
}
