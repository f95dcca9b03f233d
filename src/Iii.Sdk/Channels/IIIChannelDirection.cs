using System.Text.Json.Serialization;

namespace Iii;

/// <summary>Which end of a channel is meant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IIIChannelDirection>))]
public enum IIIChannelDirection
{
    /// <summary>The end that is read from.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>The end that is written to.</summary>
    [JsonStringEnumMemberName("write")]
    Write,
}
