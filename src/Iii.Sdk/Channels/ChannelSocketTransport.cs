using Iii.Connection.WebSockets;

namespace Iii.Channels;

/// <summary>Opens channels over the network, with the headers and limits of the worker.</summary>
internal sealed class ChannelSocketTransport(IIIWorkerOptions options) : IChannelTransport
{
    public async Task<(Stream Bytes, IDisposable Connection)> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var upgraded = await UpgradedStream.OpenAsync(url, options, cancellationToken).ConfigureAwait(false);
        return (upgraded.Bytes, upgraded);
    }
}
