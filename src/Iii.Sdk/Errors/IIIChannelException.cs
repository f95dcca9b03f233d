namespace Iii;

/// <summary>A channel can not be opened, or ended without being completed: what was read may be only a part, what was written may not have arrived.</summary>
public sealed class IIIChannelException : IIIException
{
    internal IIIChannelException(string channelId, string code, string message, Exception? innerException = null)
        : base(code, $"The channel {channelId} {message}", innerException) => ChannelId = channelId;

    /// <summary>The channel's id.</summary>
    public string ChannelId { get; }
}
