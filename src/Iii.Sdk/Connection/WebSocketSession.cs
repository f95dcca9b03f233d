using System.Buffers;
using System.Net.WebSockets;

namespace Iii.Connection;

/// <summary>One open WebSocket.</summary>
internal sealed class WebSocketSession(ClientWebSocket socket, HttpMessageInvoker invoker, CoalescingStream stream, int maxMessageBytes) : ITransportSession
{
    private const int SmallestBuffer = 1024;
    private const int LargestFirstBuffer = 64 * 1024;

    private readonly Lock _writing = new();
    private int _lastLength;
    private bool _isClosed;

    public bool IsFull => stream.IsFull;

    public string? EndReason { get; private set; }

    public async ValueTask<Message> ReceiveAsync()
    {
        // A message is most often about as long as the one before it.
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(_lastLength, SmallestBuffer, LargestFirstBuffer));
        var length = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    EndReason = $"the engine closed the connection ({(int?)socket.CloseStatus} {socket.CloseStatusDescription})";
                    break;
                }

                length += received.Count;
                if (received.EndOfMessage)
                {
                    _lastLength = length;
                    return new Message(buffer, length);
                }

                if (length == buffer.Length)
                {
                    if (length >= maxMessageBytes)
                    {
                        EndReason = $"the engine sent a message of more than {maxMessageBytes:N0} bytes (options.MaxMessageBytes)";
                        break;
                    }

                    buffer = Enlarge(buffer);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            EndReason = e.Message;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return Message.End;
    }

    public void Write(ReadOnlyMemory<byte> message)
    {
        lock (_writing)
        {
            if (_isClosed || socket.State is not WebSocketState.Open)
            {
                return;
            }

            stream.BeginGather();
            try
            {
                // The stream below takes any number of bytes at once, so this only waits while a ping is being written by another thread.
                var sent = socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                if (!sent.IsCompleted)
                {
                    sent.AsTask().Wait();
                }
                else
                {
                    sent.GetAwaiter().GetResult();
                }
            }
            catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException or AggregateException)
            {
                // The read loop sees the same end and says why.
                _isClosed = true;
            }
            finally
            {
                stream.EndGather();
            }
        }
    }

    public void Flush() => stream.Send();

    public Task WaitForRoomAsync() => stream.WaitForRoomAsync();

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        lock (_writing)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        try
        {
            await stream.DrainAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
            await stream.DrainAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The peer is gone already; there is nobody to say good-bye to.
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        await stream.DisposeAsync().ConfigureAwait(false);
        invoker.Dispose();
    }

    private byte[] Enlarge(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, Math.Max(maxMessageBytes, buffer.Length + 1)));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
