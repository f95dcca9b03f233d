using Iii.Generators.Infrastructure;

namespace Iii.Generators.Observers;

/// <summary>An observer as it is registered.</summary>
/// <param name="Source">The id of the observed function.</param>
/// <param name="Namespace">The namespace of the observed function; null for the worker's own.</param>
/// <param name="Args">The arguments for its host, as a C# expression; null for none.</param>
/// <param name="Filter">The filter in compact JSON; null when every call matches.</param>
/// <param name="Capture">The captured parts, as the flags of the enum.</param>
/// <param name="On">The outcomes, as the flags of the enum.</param>
/// <param name="DeliversInput">The payload of an activation is the call's input, and no envelope.</param>
/// <param name="Metadata">The metadata of activations in compact JSON; null for none.</param>
/// <param name="MaxFires">The number of activations; 0 for no limit.</param>
/// <param name="ExpiresInMs">When it expires; 0 for never.</param>
/// <param name="MaxInFlight">The activations at the same time; 0 for the engine's default.</param>
internal sealed record ObserverModel(
    string Source,
    string? Namespace,
    string? Args,
    string? Filter,
    int Capture,
    int On,
    bool DeliversInput,
    string? Metadata,
    long MaxFires,
    long ExpiresInMs,
    int MaxInFlight);

/// <summary>An observer with what is checked when all functions are known.</summary>
/// <param name="Model">What is registered.</param>
/// <param name="Location">The attribute's.</param>
/// <param name="FilterLocation">The filter's, or the predicate's.</param>
internal sealed record ObserverFound(ObserverModel Model, LocationRecord? Location, LocationRecord? FilterLocation);
