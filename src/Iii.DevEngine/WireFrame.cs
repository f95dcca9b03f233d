using Iii.Connection.WebSockets;

namespace Iii.DevEngine;

/// <summary>Frames as a server sends them: each a whole message, with its head.</summary>
internal static class WireFrame
{
    /// <summary>How the real engine says good-bye: without a code.</summary>
    public static readonly byte[] Close = Of(Opcode.Close, []);

    /// <summary>The answer to a Close frame: the same, or which rule it broke.</summary>
    public static byte[] AnswerToClose(ReadOnlySpan<byte> payload)
    {
        try
        {
            MessageReader.ReadClose(payload);
            return Of(Opcode.Close, payload);
        }
        catch (WebSocketProtocolException e)
        {
            return Of(Opcode.Close, [(byte)(e.CloseCode >> 8), (byte)e.CloseCode, .. "Protocol violation"u8]);
        }
    }

    public static byte[] Of(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[FrameHeader.MaxSize];
        head = head[..FrameHeader.Write(head, opcode, isFinal: true, payload.Length)];
        return [.. head, .. payload];
    }
}
