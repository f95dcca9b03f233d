using System.ComponentModel;

namespace Iii.Generated;

/// <summary>Describes an observer that an attribute put on a function. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <param name="SourceFunctionId">The id of the observed function.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ObserverDefinition(string SourceFunctionId)
{
    /// <summary>Gets the namespace of the observed function; null for the worker's own.</summary>
    public string? SourceNamespace { get; init; }

    /// <summary>Gets the arguments for the host of the observed function, as JSON text; null for none.</summary>
    public string? Args { get; init; }

    /// <summary>Gets the filter as JSON text; null when every call matches.</summary>
    public string? Filter { get; init; }

    /// <summary>Gets the parts of the call that the target receives; null for <see cref="Captures.Default"/>.</summary>
    public Captures? Capture { get; init; }

    /// <summary>Gets the outcomes that the observer fires on. Default: <see cref="Outcomes.Success"/>.</summary>
    public Outcomes On { get; init; } = Outcomes.Success;

    /// <summary>Gets the payload that the target receives. Default: <see cref="ObserverDelivery.Envelope"/>.</summary>
    public ObserverDelivery Delivery { get; init; }

    /// <summary>Gets the JSON that each activation carries as metadata; null for none.</summary>
    public string? Metadata { get; init; }

    /// <summary>Gets the number of activations after which the observer ends; null for no limit.</summary>
    public long? MaxFires { get; init; }

    /// <summary>Gets the milliseconds after which the observer ends; null for never.</summary>
    public long? ExpiresInMs { get; init; }

    /// <summary>Gets the number of activations that run at the same time; null for the engine's default.</summary>
    public int? MaxInFlight { get; init; }
}
