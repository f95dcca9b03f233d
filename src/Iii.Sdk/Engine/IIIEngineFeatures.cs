namespace Iii;

/// <summary>Names the features that engines and workers declare to each other.</summary>
public static class IIIEngineFeatures
{
    /// <summary>Functions can be observed; see <see cref="IIIClient.Observe"/>. Engines have it from 0.25 on.</summary>
    public const string ObserveV1 = "observe.v1";

    /// <summary>
    /// Hosts of observed functions may match and deliver themselves, and triggers are gone. Engines have it from 0.26 on. It includes <see
    /// cref="ObserveV1"/>.
    /// </summary>
    public const string ObserveV2 = "observe.v2";

    /// <summary>Calls of a worker to its own functions may stay in the process.</summary>
    public const string LocalDispatchV1 = "local-dispatch.v1";

    /// <summary>Messages of up to 64 MiB are accepted. Workers declare it.</summary>
    public const string LargeMessagesV1 = "large-messages.v1";
}
