using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="StateTriggerAttribute"/> gets.</summary>
/// <typeparam name="T">
/// The value's type; <c>JsonElement</c> where the values are of many. It must be able to hold null, for there is no old value of what was created and no new one of what
/// was deleted: <c>StateChange&lt;int?></c>, not <c>StateChange&lt;int></c> (III040).
/// </typeparam>
/// <param name="EventType">What happened, as the engine writes it: <c>state:created</c>, <c>state:updated</c> or <c>state:deleted</c>. See <see cref="Kind"/>.</param>
/// <param name="Scope">The value's scope.</param>
/// <param name="Key">The value's key.</param>
/// <param name="OldValue">The value before; null when there was none.</param>
/// <param name="NewValue">The value after; null when it was deleted.</param>
/// <param name="Type">The trigger's type: <c>state</c>.</param>
public sealed record StateChange<T>(
    [property: JsonPropertyName("event_type")] string EventType,
    [property: JsonPropertyName("scope")] string Scope,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("old_value")] T? OldValue = default,
    [property: JsonPropertyName("new_value")] T? NewValue = default,
    [property: JsonPropertyName("type")] string Type = "state")
{
    /// <summary>What happened to the value.</summary>
    [JsonIgnore]
    public StateChangeKind Kind => EventType switch
    {
        "state:created" => StateChangeKind.Created,
        "state:updated" => StateChangeKind.Updated,
        "state:deleted" => StateChangeKind.Deleted,
        _ => StateChangeKind.Unknown,
    };
}

/// <summary>What happened to a value in the engine's state.</summary>
public enum StateChangeKind
{
    /// <summary>Something that this version of the library does not know: see <see cref="StateChange{T}.EventType"/>.</summary>
    Unknown,

    /// <summary>It was set, and there was none before.</summary>
    Created,

    /// <summary>It was set or updated; it may be the same as before.</summary>
    Updated,

    /// <summary>It was deleted; there may have been none.</summary>
    Deleted,
}
