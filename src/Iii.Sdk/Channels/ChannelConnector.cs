using System.Collections.Concurrent;
using System.Net;
using Iii.Connection.WebSockets;

namespace Iii.Channels;

/// <summary>Opens the ends of channels at one engine, and ends with the worker what is still open.</summary>
internal sealed class ChannelConnector(Uri engine, IIIWorkerOptions options) : IDisposable
{
    private readonly IChannelTransport _transport = options.ChannelTransport ?? new ChannelSocketTransport(options);
    private readonly ConcurrentDictionary<ChannelSocket, bool> _open = new();
    private volatile bool _isDisposed;

    public TimeProvider Time => options.TimeProvider;

    /// <summary>How long the end of a channel may take when nobody gave a token.</summary>
    public TimeSpan EndTimeout => options.CallTimeout;

    public int MaxMessageBytes => options.MaxMessageBytes;

    /// <summary>Takes an end.</summary>
    /// <exception cref="IIIChannelException">The engine does not know it, or there is no connection.</exception>
    public async Task<ChannelSocket> ConnectAsync(IIIChannelRef end, CancellationToken cancellationToken)
    {
        ThrowIfDisposed(end);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var (bytes, connection) = await _transport.OpenAsync(ChannelUrl.Of(engine, end), either.Token).ConfigureAwait(false);
            var socket = new ChannelSocket(end, bytes, connection, this);
            _open[socket] = true;
            if (_isDisposed)
            {
                socket.Dispose();
                ThrowIfDisposed(end);
            }

            return socket;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IIIChannelException(end.ChannelId, IIIErrorCodes.Timeout, $"could not be opened: no answer within {options.ConnectTimeout.TotalSeconds:0.###} s (options.ConnectTimeout).");
        }
        catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            throw new IIIChannelException(
                end.ChannelId, IIIErrorCodes.ChannelNotFound, "is not known to the engine, or its key is another: an end that nobody takes within five minutes ends the channel, and those of an http request end with it.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or WebSocketProtocolException)
        {
            throw new IIIChannelException(end.ChannelId, IIIErrorCodes.NotConnected, $"could not be opened: {e.Message}", e);
        }
    }

    public void HasEnded(ChannelSocket socket) => _open.TryRemove(socket, out _);

    public void Dispose()
    {
        _isDisposed = true;
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    private void ThrowIfDisposed(IIIChannelRef end)
    {
        if (_isDisposed)
        {
            throw new IIIChannelException(end.ChannelId, IIIErrorCodes.Shutdown, "can not be opened: the worker was stopped.");
        }
    }
}
