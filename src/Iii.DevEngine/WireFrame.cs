using Iii.Connection.WebSockets;

namespace Iii.DevEngine;

/// <summary>Frames as a server sends them: each a whole message, with its head.</summary>
internal static class WireFrame
{
    /// <summary>How the real engine says good-bye: without a code.</summary>
    public static readonly byte[] Close = Of(Opcode.Close, []);

    public static byte[] Of(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[FrameHeader.MaxSize];
        head = head[..FrameHeader.Write(head, opcode, isFinal: true, payload.Length)];
        return [.. head, .. payload];
    }
}
