using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="WorkersAvailableTriggerAttribute"/> gets.</summary>
/// <param name="Event">What happened, as the engine writes it: <c>worker_connected</c>, <c>worker_metadata_updated</c> or <c>worker_disconnected</c>. See <see cref="Kind"/>.</param>
/// <param name="WorkerId">The id of the worker's connection: <see cref="IIIDiscovery"/> says who it is.</param>
public sealed record WorkersChange([property: JsonPropertyName("event")] string Event, [property: JsonPropertyName("worker_id")] string WorkerId)
{
    /// <summary>What happened.</summary>
    [JsonIgnore]
    public WorkersChangeKind Kind => Event switch
    {
        "worker_connected" => WorkersChangeKind.Connected,
        "worker_metadata_updated" => WorkersChangeKind.Introduced,
        "worker_disconnected" => WorkersChangeKind.Disconnected,
        _ => WorkersChangeKind.Unknown,
    };
}

/// <summary>What can happen to a worker.</summary>
public enum WorkersChangeKind
{
    /// <summary>Something that this version of the library does not know: see <see cref="WorkersChange.Event"/>.</summary>
    Unknown,

    /// <summary>It has connected, and not said who it is.</summary>
    Connected,

    /// <summary>It has said who it is: its name is known now.</summary>
    Introduced,

    /// <summary>It has gone.</summary>
    Disconnected,
}
