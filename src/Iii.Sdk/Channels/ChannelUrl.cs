namespace Iii.Channels;

/// <summary>Where the end of a channel is: beside the worker socket, at the same engine.</summary>
internal static class ChannelUrl
{
    public static Uri Of(Uri engine, IIIChannelRef end)
    {
        var direction = end.Direction is IIIChannelDirection.Read ? "read" : "write";
        var query = $"key={Uri.EscapeDataString(end.AccessKey)}&dir={direction}";
        return new UriBuilder(engine)
        {
            Path = $"{engine.AbsolutePath.TrimEnd('/')}/ws/channels/{Uri.EscapeDataString(end.ChannelId)}",
            Query = engine.Query.Length > 1 ? $"{engine.Query[1..]}&{query}" : query,
            Fragment = "",
        }.Uri;
    }
}
