using System.Buffers.Binary;

namespace Iii.Connection.WebSockets;

/// <summary>The head of a frame (RFC 6455, 5.2): two to fourteen bytes before its payload.</summary>
/// <param name="Mask">The key that the payload is under; 0 for a server's, which is not masked.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, long PayloadLength, int Size, uint Mask)
{
    /// <summary>The largest head of a masked frame.</summary>
    public const int MaxSize = 14;

    /// <summary>The longest payload of a control frame.</summary>
    public const int MaxControlPayload = 125;

    private const byte Final = 0x80;
    private const byte Reserved = 0x70;
    private const byte Masked = 0x80;
    private const byte LengthIn16Bits = 126;
    private const byte LengthIn64Bits = 127;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>Reads the head of a frame.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="sender">Who has sent it.</param>
    /// <param name="header">The head.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="WebSocketProtocolException">It breaks the rules.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, WebSocketRole sender, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 2)
        {
            return false;
        }

        if ((bytes[0] & Reserved) != 0)
        {
            throw Broken("a reserved bit is set, but no extension was agreed on");
        }

        var isMasked = (bytes[1] & Masked) != 0;
        if (isMasked != sender is WebSocketRole.Client)
        {
            throw Broken(isMasked ? "a server's frame is masked" : "a client's frame is not masked");
        }

        var opcode = (Opcode)(bytes[0] & 0x0F);
        var isFinal = (bytes[0] & Final) != 0;
        long length = bytes[1] & ~Masked;
        var size = 2;
        switch (length)
        {
            case LengthIn16Bits:
                size += sizeof(ushort);
                if (bytes.Length < size)
                {
                    return false;
                }

                length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
                break;
            case LengthIn64Bits:
                size += sizeof(ulong);
                if (bytes.Length < size)
                {
                    return false;
                }

                length = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
                break;
        }

        if (length < 0)
        {
            throw Broken("a frame's length is negative");
        }

        var mask = 0u;
        if (isMasked)
        {
            size += sizeof(uint);
            if (bytes.Length < size)
            {
                return false;
            }

            mask = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(size - sizeof(uint))..]);
        }

        header = new FrameHeader(opcode, isFinal, length, size, mask);
        return opcode switch
        {
            Opcode.Continuation or Opcode.Text or Opcode.Binary => true,
            Opcode.Close or Opcode.Ping or Opcode.Pong when !isFinal => throw Broken($"a {opcode} frame is in parts"),
            Opcode.Close or Opcode.Ping or Opcode.Pong when length > MaxControlPayload => throw Broken($"a {opcode} frame has {length} bytes of payload, more than {MaxControlPayload}"),
            Opcode.Close or Opcode.Ping or Opcode.Pong => true,
            _ => throw Broken($"the opcode {(int)opcode} is not defined"),
        };
    }

    /// <summary>Writes the head of a client's frame.</summary>
    /// <returns>How many bytes it took, of at most <see cref="MaxSize"/>.</returns>
    public static int Write(Span<byte> destination, Opcode opcode, bool isFinal, int payloadLength, uint mask)
    {
        var size = Write(destination, opcode, isFinal, payloadLength);
        destination[1] |= Masked;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[size..], mask);
        return size + sizeof(uint);
    }

    /// <summary>Writes the head of a server's frame.</summary>
    /// <returns>How many bytes it took, of at most <see cref="MaxSize"/>.</returns>
    public static int Write(Span<byte> destination, Opcode opcode, bool isFinal, int payloadLength)
    {
        destination[0] = (byte)((isFinal ? Final : 0) | (byte)opcode);
        switch (payloadLength)
        {
            case < LengthIn16Bits:
                destination[1] = (byte)payloadLength;
                return 2;
            case <= ushort.MaxValue:
                destination[1] = LengthIn16Bits;
                BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payloadLength);
                return 2 + sizeof(ushort);
            default:
                destination[1] = LengthIn64Bits;
                BinaryPrimitives.WriteInt64BigEndian(destination[2..], payloadLength);
                return 2 + sizeof(ulong);
        }
    }

    private static WebSocketProtocolException Broken(string rule) => new(CloseCode.ProtocolError, rule);
}
