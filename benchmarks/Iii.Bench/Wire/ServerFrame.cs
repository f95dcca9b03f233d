using System.Buffers.Binary;

namespace Iii.Bench.Wire;

/// <summary>One frame as a server sends it: not masked.</summary>
internal static class ServerFrame
{
    /// <summary>The whole frame, with its head.</summary>
    public static byte[] Of(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        var head = payload.Length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };
        var frame = new byte[head + payload.Length];
        frame[0] = (byte)(0x80 | (int)kind);
        switch (head)
        {
            case 2:
                frame[1] = (byte)payload.Length;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }

        payload.CopyTo(frame.AsSpan(head));
        return frame;
    }
}
