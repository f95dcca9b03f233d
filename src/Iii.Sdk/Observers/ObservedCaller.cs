namespace Iii;

/// <summary>Represents who made an observed call. Every part may be unknown.</summary>
/// <param name="WorkerId">The id of the calling worker.</param>
/// <param name="WorkerName">The name of the calling worker.</param>
/// <param name="FunctionId">The function whose handler made the call; null for a call from outside of handlers.</param>
/// <param name="InvocationId">The invocation of that function.</param>
/// <param name="Parent">The caller of that invocation; it has no parent itself.</param>
public sealed record ObservedCaller(string? WorkerId = null, string? WorkerName = null, string? FunctionId = null, string? InvocationId = null, ObservedCaller? Parent = null);
