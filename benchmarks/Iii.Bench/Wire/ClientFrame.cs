using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Iii.Bench.Wire;

/// <summary>One frame as a client sends it: masked.</summary>
internal readonly ref struct ClientFrame
{
    private ClientFrame(FrameKind kind, Span<byte> payload, int length)
    {
        Kind = kind;
        Payload = payload;
        Length = length;
    }

    public FrameKind Kind { get; }

    public Span<byte> Payload { get; }

    /// <summary>The whole frame's length, with its head.</summary>
    public int Length { get; }

    /// <summary>Reads the frame at the start of the bytes and unmasks it there; false when it is not all there yet.</summary>
    /// <exception cref="InvalidDataException">The bytes are no frame, or one of a kind that no worker sends.</exception>
    public static bool TryRead(Span<byte> bytes, out ClientFrame frame)
    {
        frame = default;
        if (bytes.Length < 2)
        {
            return false;
        }

        if ((bytes[0] & 0xF0) != 0x80 || (bytes[1] & 0x80) == 0)
        {
            throw new InvalidDataException($"The worker sent a frame that starts with {bytes[0]:x2} {bytes[1]:x2}: the bench takes whole, masked, uncompressed messages only.");
        }

        var short7 = bytes[1] & 0x7F;
        var head = short7 switch { 126 => 4, 127 => 10, _ => 2 } + 4;
        if (bytes.Length < head)
        {
            return false;
        }

        var size = short7 switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            _ => short7,
        };
        if (bytes.Length - head < size)
        {
            return false;
        }

        var payload = bytes.Slice(head, size);
        Unmask(payload, MemoryMarshal.Read<uint>(bytes[(head - 4)..]));
        frame = new ClientFrame((FrameKind)(bytes[0] & 0x0F), payload, head + size);
        return true;
    }

    private static void Unmask(Span<byte> payload, uint mask)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(payload);
        var wide = mask | ((ulong)mask << 32);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] ^= wide;
        }

        for (var i = words.Length * sizeof(ulong); i < payload.Length; i++)
        {
            payload[i] ^= (byte)(mask >> (8 * (i & 3)));
        }
    }
}
