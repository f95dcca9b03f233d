namespace Iii.Channels;

/// <summary>Opens the bytes under a channel's WebSocket. The seam between channels and the network: a socket here, memory in tests.</summary>
internal interface IChannelTransport
{
    /// <summary>Connects and changes to WebSocket.</summary>
    /// <returns>The bytes after the upgrade, and what is disposed with them.</returns>
    /// <exception cref="HttpRequestException">There is no connection, or the engine refused; its status says why.</exception>
    Task<(Stream Bytes, IDisposable Connection)> OpenAsync(Uri url, CancellationToken cancellationToken);
}
