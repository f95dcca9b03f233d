namespace Iii.DevEngine.Observers;

/// <summary>
/// Carries what observers add to a call: who makes it, how far it is from a call that no observer caused, and which activation it is.
/// </summary>
/// <param name="Caller">Who makes it; for calls of workers without the worker, which is known by its connection.</param>
/// <param name="Depth">How many activations stand between it and a call that no observer caused.</param>
/// <param name="Activation">The activation that it is; null for an ordinary call.</param>
internal sealed record CallContext(CallerInfo? Caller, int Depth, ActivationId? Activation = null);

/// <summary>Identifies one run of an observer's target.</summary>
internal sealed record ActivationId(string ObserverId, string Id);
