using System.Collections.ObjectModel;
using System.Text.Json;

namespace Iii;

/// <summary>Represents the features that one engine declares. Two are equal when they name the same features, in whatever order.</summary>
internal sealed class EngineFeatureSet : ReadOnlyCollection<string>, IEquatable<EngineFeatureSet>
{
    private readonly HashSet<string> _names;

    private EngineFeatureSet(string[] names)
        : base(names) => _names = new HashSet<string>(names, StringComparer.Ordinal);

    /// <summary>Gets what an engine has that declares nothing.</summary>
    public static new EngineFeatureSet Empty { get; } = new([]);

    /// <summary>Gets whether observer frames may be sent.</summary>
    public bool CanObserve => Supports(IIIEngineFeatures.ObserveV1);

    /// <summary>
    /// Reads the field <c>features</c>: what is not an array counts as an empty one, and elements that are not strings are skipped.
    /// </summary>
    /// <param name="json">The field's JSON; empty when the frame has none.</param>
    public static EngineFeatureSet Read(ReadOnlySpan<byte> json)
    {
        if (json is not [(byte)'[', ..])
        {
            return Empty;
        }

        var names = new List<string>();
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                if (reader.TokenType is JsonTokenType.String)
                {
                    names.Add(reader.GetString()!);
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An engine whose list cannot be read is served without features, as one that has none.
            return Empty;
        }

        return names.Count is 0 ? Empty : new EngineFeatureSet([.. names]);
    }

    public bool Supports(string feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return _names.Contains(feature) || (feature is IIIEngineFeatures.ObserveV1 && _names.Contains(IIIEngineFeatures.ObserveV2));
    }

    public bool Equals(EngineFeatureSet? other) => other is not null && _names.SetEquals(other._names);

    public override bool Equals(object? obj) => Equals(obj as EngineFeatureSet);

    public override int GetHashCode() => _names.Count;
}
