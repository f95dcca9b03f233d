using System.Net;
using System.Net.Sockets;

namespace Iii.Connection.WebSockets;

/// <summary>The bytes under a WebSocket to the engine, and what ends with them. Worker sockets and channels are opened the same way.</summary>
internal sealed class UpgradedStream : IDisposable
{
    private const int KeepAliveSeconds = 15;
    private const int KeepAliveAttempts = 3;

    private readonly HttpMessageInvoker _client;
    private readonly HttpResponseMessage _response;

    private readonly Socket? _socket;

    private UpgradedStream(HttpMessageInvoker client, HttpResponseMessage response, Stream bytes, Socket? socket)
    {
        _socket = socket;
        _client = client;
        _response = response;
        Bytes = bytes;
    }

    public Stream Bytes { get; }

    /// <summary>Whether Nagle's algorithm is off at this end; null where there is no socket.</summary>
    public bool? IsNagleOff => _socket?.NoDelay;

    /// <summary>Connects and asks for the upgrade, with the worker's headers.</summary>
    /// <exception cref="HttpRequestException">There is no connection, or the server does not speak WebSocket there.</exception>
    public static async Task<UpgradedStream> OpenAsync(Uri url, IIIWorkerOptions options, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ConnectCallback = options.Dial is { } dial
                ? (context, token) => dial(context.DnsEndPoint, token)
                : async (context, token) => new NetworkStream(socket = await ConnectAsync(context.DnsEndPoint, token).ConfigureAwait(false), ownsSocket: true),
            SslOptions = options.Tls,
            Proxy = options.Proxy,
            UseProxy = options.Dial is null,
        });
        try
        {
            var (response, bytes) = await Upgrade.RequestAsync(client, url, UpgradeHeaders.Of(options.Headers), cancellationToken).ConfigureAwait(false);
            if (socket is not null && EngineCapabilities.HasTcpNoDelay(response))
            {
                SwitchNagleOff(socket);
            }

            return new UpgradedStream(client, response, bytes, socket);
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

    /// <summary>
    /// Connects, and lets the systems find out when the other machine is gone: a channel's end may have nothing to send for hours. Nagle's algorithm stays on until the
    /// engine says that it is off at its end: off at one end only, the second of two small writes waits for a delayed acknowledgement.
    /// </summary>
    private static async ValueTask<Socket> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveAttempts);
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void SwitchNagleOff(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection is over already, which whoever reads it sees; or the system keeps Nagle, which only costs time.
        }
    }
}
