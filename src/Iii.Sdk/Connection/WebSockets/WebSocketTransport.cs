namespace Iii.Connection.WebSockets;

/// <summary>Connects over a WebSocket, with framing of its own: what that is worth is measured in <c>benchmarks/</c>.</summary>
internal sealed class WebSocketTransport(IIIWorkerOptions options) : ITransport
{
    public async Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var client = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = Timeout.InfiniteTimeSpan });
        try
        {
            var (response, stream) = await Upgrade.RequestAsync(client, url, options.Headers, cancellationToken).ConfigureAwait(false);
            return new WebSocketSession(new Owned(client, response, stream), stream, options);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>What ends with the connection.</summary>
    private sealed class Owned(HttpMessageInvoker client, HttpResponseMessage response, Stream stream) : IDisposable
    {
        public void Dispose()
        {
            stream.Dispose();
            response.Dispose();
            client.Dispose();
        }
    }
}
