using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="StreamTriggerAttribute"/> gets.</summary>
/// <typeparam name="T">The items' type; <c>JsonElement</c> where they are of many.</typeparam>
/// <param name="Timestamp">When it happened, in milliseconds since 1970. See <see cref="Time"/>.</param>
/// <param name="StreamName">The stream.</param>
/// <param name="GroupId">The item's group.</param>
/// <param name="Event">What happened. See <see cref="Kind"/>, <see cref="Data"/> and <see cref="Message"/>.</param>
/// <param name="Id">The item; null when an event was sent to the whole group.</param>
/// <param name="Type">The trigger's type: <c>stream</c>.</param>
public sealed record StreamChange<T>(
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("streamName")] string StreamName,
    [property: JsonPropertyName("groupId")] string GroupId,
    [property: JsonPropertyName("event")] StreamEvent<T> Event,
    [property: JsonPropertyName("id")] string? Id = null,
    [property: JsonPropertyName("type")] string Type = "stream")
{
    /// <summary>What happened.</summary>
    [JsonIgnore]
    public StreamChangeKind Kind => Event.Type switch
    {
        "create" => StreamChangeKind.Created,
        "update" => StreamChangeKind.Updated,
        "delete" => StreamChangeKind.Deleted,
        "event" => StreamChangeKind.Message,
        _ => StreamChangeKind.Unknown,
    };

    /// <summary>When it happened.</summary>
    [JsonIgnore]
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Timestamp);

    /// <summary>The item as it is now; as it was, when it was deleted.</summary>
    [JsonIgnore]
    public T? Data => Event.Data;

    /// <summary>What was sent with <c>stream::send</c>; null when it was not that.</summary>
    [JsonIgnore]
    public StreamMessage? Message => Event.Message;
}

/// <summary>What happened in a stream, as the engine writes it.</summary>
/// <typeparam name="T">The items' type.</typeparam>
/// <param name="Type"><c>create</c>, <c>update</c>, <c>delete</c> or <c>event</c>.</param>
/// <param name="Data">The item as it is now; as it was, when it was deleted.</param>
/// <param name="Message">What was sent; only of <c>event</c>.</param>
public sealed record StreamEvent<T>(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("data")] T? Data = default,
    [property: JsonPropertyName("event"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StreamMessage? Message = null);

/// <summary>What was sent to a stream's subscribers with <c>stream::send</c>.</summary>
/// <param name="Type">The sender's name for it.</param>
/// <param name="Data">Any JSON.</param>
public sealed record StreamMessage([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("data")] JsonElement Data);

/// <summary>What happened in a stream.</summary>
public enum StreamChangeKind
{
    /// <summary>Something that this version of the library does not know: see <see cref="StreamEvent{T}.Type"/>.</summary>
    Unknown,

    /// <summary>An item was set that was not there before.</summary>
    Created,

    /// <summary>An item was set or updated.</summary>
    Updated,

    /// <summary>An item was deleted.</summary>
    Deleted,

    /// <summary>Something was sent to the subscribers.</summary>
    Message,
}
