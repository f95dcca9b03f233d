using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Iii.Connection.WebSockets;

/// <summary>The masking that RFC 6455, 5.3 asks of clients: each frame under a key of its own that nobody can foresee.</summary>
internal sealed class FrameMask
{
    // One call of the system's generator costs more than the rest of a small frame: many keys are drawn at a time.
    private readonly uint[] _keys = new uint[256];
    private int _next = 256;

    public uint NextKey()
    {
        if (_next == _keys.Length)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_keys.AsSpan()));
            _next = 0;
        }

        return _keys[_next++];
    }

    /// <summary>Copies a payload under a key.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="key">The key; its first byte on the wire is the lowest.</param>
    /// <param name="destination">As long as the payload, or longer.</param>
    public static void Apply(ReadOnlySpan<byte> payload, uint key, Span<byte> destination)
    {
        if (!BitConverter.IsLittleEndian)
        {
            key = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(key);
        }

        var position = 0;
        var keys = Vector.AsVectorByte(new Vector<uint>(key));
        for (; position <= payload.Length - Vector<byte>.Count; position += Vector<byte>.Count)
        {
            (new Vector<byte>(payload[position..]) ^ keys).CopyTo(destination[position..]);
        }

        for (; position <= payload.Length - sizeof(uint); position += sizeof(uint))
        {
            var masked = MemoryMarshal.Read<uint>(payload[position..]) ^ key;
            MemoryMarshal.Write(destination[position..], in masked);
        }

        var last = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in key));
        for (var i = 0; position < payload.Length; position++, i++)
        {
            destination[position] = (byte)(payload[position] ^ last[i]);
        }
    }
}
