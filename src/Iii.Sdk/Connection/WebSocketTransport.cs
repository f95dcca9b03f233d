using System.Net.Sockets;
using System.Net.WebSockets;

namespace Iii.Connection;

/// <summary>Connects over a WebSocket, with <see cref="CoalescingStream"/> between it and the socket.</summary>
internal sealed class WebSocketTransport(IIIWorkerOptions options) : ITransport
{
    public async Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        CoalescingStream? stream = null;
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ConnectCallback = async (context, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, token).ConfigureAwait(false);
                    stream = new CoalescingStream(new NetworkStream(socket, ownsSocket: true), options.OutgoingBufferBytes);
                    return stream;
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };

        var socket = new ClientWebSocket();
        var invoker = new HttpMessageInvoker(handler);
        try
        {
            socket.Options.KeepAliveInterval = options.PingInterval;
            socket.Options.KeepAliveTimeout = options.IdleTimeout - options.PingInterval;
            foreach (var (name, value) in options.Headers)
            {
                socket.Options.SetRequestHeader(name, value);
            }

            await socket.ConnectAsync(url, invoker, cancellationToken).ConfigureAwait(false);
            return new WebSocketSession(socket, invoker, stream!, options.MaxMessageBytes);
        }
        catch
        {
            socket.Dispose();
            invoker.Dispose();
            throw;
        }
    }
}
