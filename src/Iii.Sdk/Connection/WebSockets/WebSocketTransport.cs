namespace Iii.Connection.WebSockets;

/// <summary>Connects over a WebSocket, with framing of its own: what that is worth is measured in <c>benchmarks/</c>.</summary>
internal sealed class WebSocketTransport(IIIWorkerOptions options) : ITransport
{
    public async Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var upgraded = await UpgradedStream.OpenAsync(url, options, cancellationToken).ConfigureAwait(false);
        return new WebSocketSession(upgraded, upgraded.Bytes, options);
    }
}
