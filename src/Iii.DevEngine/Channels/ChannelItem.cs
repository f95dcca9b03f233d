namespace Iii.DevEngine.Channels;

/// <summary>One message on its way through a channel; it comes out as it went in.</summary>
internal readonly record struct ChannelItem(bool IsText, ReadOnlyMemory<byte> Bytes);
