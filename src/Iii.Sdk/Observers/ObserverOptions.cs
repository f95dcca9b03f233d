namespace Iii;

/// <summary>Sets an observer's id, its limits, and the metadata of its activations.</summary>
public sealed record ObserverOptions
{
    /// <summary>Gets the observer's id, which no other observer of the engine may have at the same time. Default: a random UUID.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the number of activations after which the observer ends, at least 1. Default: null, for no limit.</summary>
    public long? MaxFires { get; init; }

    /// <summary>
    /// Gets the time after which the observer ends, in whole milliseconds; a fraction is rounded up. Default: null, for never.
    /// </summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>
    /// Gets the number of activations that run at the same time, at least 1. Default: null, for the engine's own default.
    /// </summary>
    public int? MaxInFlight { get; init; }

    /// <summary>Gets the JSON that each activation carries as its metadata, as JSON text; null for none.</summary>
    public string? Metadata { get; init; }
}
