using System.Buffers;

namespace Iii.Connection;

/// <summary>One received message in a rented buffer. Whoever holds it gives the buffer back, once.</summary>
internal readonly struct Message(byte[] buffer, int length)
{
    private readonly byte[]? _buffer = buffer;

    /// <summary>The peer closed the connection.</summary>
    public static Message End => default;

    public bool IsEnd => _buffer is null;

    public int Length { get; } = length;

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public void Return()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
