using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Names what an engine or a worker supports beyond the protocol of 0.24.</summary>
[Flags]
internal enum ProtocolFeatures
{
    None = 0,

    /// <summary>Observers exist.</summary>
    ObserveV1 = 1,

    /// <summary>Hosts match and deliver routed calls themselves; functions declare args, privacy and whether they can be observed.</summary>
    ObserveV2 = 2,

    /// <summary>Calls of a worker to its own functions may stay in its process.</summary>
    LocalDispatch = 4,

    /// <summary>Messages to the worker may be as large as 64 MiB.</summary>
    LargeMessages = 8,
}

/// <summary>Reads and writes features as they are on the wire.</summary>
internal static class ProtocolFeatureNames
{
    /// <summary>Everything that this engine supports.</summary>
    public const ProtocolFeatures OfEngine = ProtocolFeatures.ObserveV1 | ProtocolFeatures.ObserveV2 | ProtocolFeatures.LocalDispatch;

    private static readonly (ProtocolFeatures Feature, string Name)[] s_names =
    [
        (ProtocolFeatures.ObserveV1, "observe.v1"),
        (ProtocolFeatures.ObserveV2, "observe.v2"),
        (ProtocolFeatures.LocalDispatch, "local-dispatch.v1"),
        (ProtocolFeatures.LargeMessages, "large-messages.v1"),
    ];

    /// <summary>Reads a list of features. What is not a list is empty; what is unknown is ignored; the second version of a feature includes its first.</summary>
    public static ProtocolFeatures Read(JsonElement? list)
    {
        var features = ProtocolFeatures.None;
        if (list is { ValueKind: JsonValueKind.Array } names)
        {
            foreach (var name in names.EnumerateArray().Where(static n => n.ValueKind is JsonValueKind.String))
            {
                features |= Array.Find(s_names, n => name.ValueEquals(n.Name)).Feature;
            }
        }

        return features.HasFlag(ProtocolFeatures.ObserveV2) ? features | ProtocolFeatures.ObserveV1 : features;
    }

    /// <summary>Writes <c>features</c>, unless there are none.</summary>
    public static void Write(Utf8JsonWriter writer, ProtocolFeatures features)
    {
        if (features is ProtocolFeatures.None)
        {
            return;
        }

        writer.WriteStartArray("features");
        foreach (var (feature, name) in s_names)
        {
            if (features.HasFlag(feature))
            {
                writer.WriteStringValue(name);
            }
        }

        writer.WriteEndArray();
    }
}
