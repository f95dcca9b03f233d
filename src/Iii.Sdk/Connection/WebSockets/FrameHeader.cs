using System.Buffers.Binary;

namespace Iii.Connection.WebSockets;

/// <summary>The head of a frame (RFC 6455, 5.2): two to fourteen bytes before its payload.</summary>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, long PayloadLength, int Size)
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

    /// <summary>Reads the head of a server's frame.</summary>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="WebSocketProtocolException">It breaks the rules.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
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

        if ((bytes[1] & Masked) != 0)
        {
            throw Broken("a server's frame is masked");
        }

        var opcode = (Opcode)(bytes[0] & 0x0F);
        var isFinal = (bytes[0] & Final) != 0;
        long length = bytes[1];
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

        header = new FrameHeader(opcode, isFinal, length, size);
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
        destination[0] = (byte)((isFinal ? Final : 0) | (byte)opcode);
        int size;
        switch (payloadLength)
        {
            case < LengthIn16Bits:
                destination[1] = (byte)(Masked | payloadLength);
                size = 2;
                break;
            case <= ushort.MaxValue:
                destination[1] = Masked | LengthIn16Bits;
                BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payloadLength);
                size = 2 + sizeof(ushort);
                break;
            default:
                destination[1] = Masked | LengthIn64Bits;
                BinaryPrimitives.WriteInt64BigEndian(destination[2..], payloadLength);
                size = 2 + sizeof(ulong);
                break;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(destination[size..], mask);
        return size + sizeof(uint);
    }

    private static WebSocketProtocolException Broken(string rule) => new(CloseCode.ProtocolError, rule);
}
