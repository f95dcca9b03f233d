using System.Text.Json;

namespace Iii.DevEngine.Sessions;

/// <summary>Represents the features that a connection declared in <c>engine::workers::register</c>; all are off until then.</summary>
/// <param name="ObserveV1">Whether it understands the observer frames.</param>
/// <param name="ObserveV2">Whether it runs match and deliver hooks for routed calls; implies <paramref name="ObserveV1"/>.</param>
/// <param name="LocalDispatch">Whether it can run calls to its own functions itself.</param>
/// <param name="LargeMessages">Whether it receives messages of up to 64 MiB, whatever version it reports.</param>
internal readonly record struct WorkerFeatures(bool ObserveV1, bool ObserveV2, bool LocalDispatch, bool LargeMessages)
{
    /// <summary>Reads the key <c>features</c> of the payload of <c>engine::workers::register</c>.</summary>
    /// <remarks>It is read leniently: anything but an array declares nothing; elements that are not strings, and unknown names, are skipped.</remarks>
    /// <param name="registration">The payload.</param>
    public static WorkerFeatures Read(JsonElement registration)
    {
        var features = default(WorkerFeatures);
        if (registration.Json("features") is not { ValueKind: JsonValueKind.Array } names)
        {
            return features;
        }

        foreach (var name in names.EnumerateArray())
        {
            features = name.ValueKind is not JsonValueKind.String ? features
                : name.ValueEquals("observe.v1"u8) ? features with { ObserveV1 = true }
                : name.ValueEquals("observe.v2"u8) ? features with { ObserveV1 = true, ObserveV2 = true }
                : name.ValueEquals("local-dispatch.v1"u8) ? features with { LocalDispatch = true }
                : name.ValueEquals("large-messages.v1"u8) ? features with { LargeMessages = true }
                : features;
        }

        return features;
    }
}
