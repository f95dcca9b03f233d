using System.Net.WebSockets;

namespace Iii.DevEngine;

/// <summary>Spans, metrics and logs that the SDKs send. This engine takes them, as the real one does, and keeps nothing.</summary>
internal static class Telemetry
{
    /// <summary>Whether a binary message is telemetry: its first four bytes say so.</summary>
    public static bool IsFrame(ReadOnlySpan<byte> message) => message.StartsWith("OTLP"u8) || message.StartsWith("MTRC"u8) || message.StartsWith("LOGS"u8);

    /// <summary>Serves a connection that is only for telemetry: reads until it ends, and answers nothing.</summary>
    public static async Task DrainAsync(WebSocket socket, CancellationToken stopping)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(), stopping).ConfigureAwait(false);
            }
            while (received.MessageType is not WebSocketMessageType.Close);

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stopping).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The worker has gone, or the engine ends.
        }
    }
}
