using System.Text.Json.Serialization;

namespace Iii;

/// <summary>
/// One end of a channel as it travels in payloads: <c>{"channel_id":…,"access_key":…,"direction":"read"}</c>. Whoever holds it may take the end, once;
/// <see cref="IIIClient.OpenReader"/> and <see cref="IIIClient.OpenWriter"/> do.
/// </summary>
/// <remarks>The key opens the channel to everybody: it is not part of <see cref="ToString"/> and belongs in no log.</remarks>
public sealed record IIIChannelRef
{
    /// <summary>Names one end of a channel.</summary>
    /// <param name="channelId">The channel's id.</param>
    /// <param name="accessKey">The channel's key.</param>
    /// <param name="direction">Which end.</param>
    [JsonConstructor]
    public IIIChannelRef(string channelId, string accessKey, IIIChannelDirection direction)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(channelId);
        ArgumentException.ThrowIfNullOrWhiteSpace(accessKey);
        ChannelId = channelId;
        AccessKey = accessKey;
        Direction = direction;
    }

    /// <summary>The channel's id.</summary>
    [JsonPropertyName("channel_id")]
    public string ChannelId { get; }

    /// <summary>The channel's key, which is all that protects it.</summary>
    [JsonPropertyName("access_key")]
    public string AccessKey { get; }

    /// <summary>Which end.</summary>
    [JsonPropertyName("direction")]
    public IIIChannelDirection Direction { get; }

    /// <summary>The id and the direction, without the key.</summary>
    public override string ToString() => $"channel {ChannelId} ({(Direction is IIIChannelDirection.Read ? "read" : "write")})";
}
