using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="StreamJoinTriggerAttribute"/> or a <see cref="StreamLeaveTriggerAttribute"/> gets.</summary>
/// <param name="SubscriptionId">The subscription, as the subscriber named it.</param>
/// <param name="StreamName">The stream.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Id">The item; null when the subscription is to the whole group.</param>
/// <param name="Context">What the stream server's authentication function said of the subscriber; null when there is none.</param>
public sealed record StreamJoinLeaveEvent(
    [property: JsonPropertyName("subscription_id")] string SubscriptionId,
    [property: JsonPropertyName("stream_name")] string StreamName,
    [property: JsonPropertyName("group_id")] string GroupId,
    [property: JsonPropertyName("id")] string? Id = null,
    [property: JsonPropertyName("context")] JsonElement? Context = null);

/// <summary>The answer to a <see cref="StreamJoinTriggerAttribute"/>.</summary>
/// <param name="Unauthorized">True refuses the subscription.</param>
public sealed record StreamJoinResult([property: JsonPropertyName("unauthorized")] bool Unauthorized);
