namespace Iii;

/// <summary>Describes what the engine of a new connection supports.</summary>
public sealed class EngineFeaturesChangedEventArgs : EventArgs
{
    internal EngineFeaturesChangedEventArgs(EngineFeatureSet features) => Features = features;

    /// <summary>Gets the features as the engine declares them; empty for engines before 0.25.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>
    /// Tells whether the engine supports a feature. One that has <see cref="IIIEngineFeatures.ObserveV2"/> supports <see
    /// cref="IIIEngineFeatures.ObserveV1"/> too.
    /// </summary>
    /// <param name="feature">The feature's name; see <see cref="IIIEngineFeatures"/>.</param>
    public bool Supports(string feature) => ((EngineFeatureSet)Features).Supports(feature);
}
