namespace Iii;

/// <summary>Identifies the observer that a call was made for.</summary>
/// <param name="ObserverId">The observer's id.</param>
/// <param name="ActivationId">The id of this run of the observer's target; null when the engine gave none.</param>
public sealed record Activation(string ObserverId, string? ActivationId);
