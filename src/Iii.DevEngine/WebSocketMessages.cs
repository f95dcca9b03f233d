using System.Buffers;
using System.Net.WebSockets;

namespace Iii.DevEngine;

/// <summary>Whole messages of a WebSocket.</summary>
internal static class WebSocketMessages
{
    /// <summary>The next message; null when the connection is over, or the message longer than it may be.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte>? Message, bool IsBinary)> ReceiveMessageAsync(this WebSocket socket, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.GetMemory(1024), cancellationToken).ConfigureAwait(false);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    return default;
                }

                buffer.Advance(received.Count);
                if (received.EndOfMessage)
                {
                    return (buffer.WrittenMemory, received.MessageType is WebSocketMessageType.Binary);
                }

                if (buffer.WrittenCount > maxBytes)
                {
                    return default;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            return default;
        }
    }
}
