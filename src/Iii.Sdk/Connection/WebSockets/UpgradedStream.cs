using System.Net.Sockets;

namespace Iii.Connection.WebSockets;

/// <summary>The bytes under a WebSocket to the engine, and what ends with them. Worker sockets and channels are opened the same way.</summary>
internal sealed class UpgradedStream : IDisposable
{
    private const int KeepAliveSeconds = 15;
    private const int KeepAliveAttempts = 3;

    private readonly HttpMessageInvoker _client;
    private readonly HttpResponseMessage _response;

    private UpgradedStream(HttpMessageInvoker client, HttpResponseMessage response, Stream bytes)
    {
        _client = client;
        _response = response;
        Bytes = bytes;
    }

    public Stream Bytes { get; }

    /// <summary>Connects and asks for the upgrade, with the worker's headers.</summary>
    /// <exception cref="HttpRequestException">There is no connection, or the server does not speak WebSocket there.</exception>
    public static async Task<UpgradedStream> OpenAsync(Uri url, IIIWorkerOptions options, CancellationToken cancellationToken)
    {
        var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ConnectCallback = options.Dial is { } dial ? (context, token) => dial(context.DnsEndPoint, token) : ConnectAsync,
            SslOptions = options.Tls,
            Proxy = options.Proxy,
            UseProxy = options.Dial is null,
        });
        try
        {
            var (response, bytes) = await Upgrade.RequestAsync(client, url, options.Headers, cancellationToken).ConfigureAwait(false);
            return new UpgradedStream(client, response, bytes);
        }
        catch (HttpRequestException e) when (e is { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } cause })
        {
            client.Dispose();
            throw new HttpRequestException(e.HttpRequestError, $"The connection could not be secured: {cause.Message} Whom to trust is set in options.Tls.", cause);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Bytes.Dispose();
        _response.Dispose();
        _client.Dispose();
    }

    /// <summary>Connects as the handler itself would, and lets the systems find out when the other machine is gone: a channel's end may have nothing to send for hours.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveAttempts);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
