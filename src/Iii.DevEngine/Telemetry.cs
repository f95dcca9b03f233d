using Iii.Connection.WebSockets;

namespace Iii.DevEngine;

/// <summary>Spans, metrics and logs that the SDKs send. This engine takes them, as the real one does, and keeps nothing.</summary>
internal static class Telemetry
{
    /// <summary>Whether a binary message is telemetry: its first four bytes say so.</summary>
    public static bool IsFrame(ReadOnlySpan<byte> message) => message.StartsWith("OTLP"u8) || message.StartsWith("MTRC"u8) || message.StartsWith("LOGS"u8);

    /// <summary>Serves a connection that is only for telemetry: reads until it ends, and answers nothing but pings.</summary>
    public static async Task DrainAsync(WorkerSocket socket, CancellationToken stopping)
    {
        try
        {
            while (await socket.ReceiveAsync(stopping).ConfigureAwait(false) is { Opcode: not Opcode.Close } message)
            {
                if (message.Opcode is Opcode.Ping)
                {
                    await socket.WriteAsync([WireFrame.Of(Opcode.Pong, message.Payload.Span)]).ConfigureAwait(false);
                }
            }

            await socket.WriteAsync([WireFrame.Close]).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketProtocolException || WorkerSocket.IsEnd(e))
        {
            // The worker has gone or breaks the rules, or the engine ends.
        }
    }
}
