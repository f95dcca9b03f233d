using System.Buffers;
using Iii.Protocol;

namespace Iii.Invocation;

/// <summary>An answer's result as JSON, in a rented buffer. Whoever gets it gives it back, once.</summary>
internal readonly struct CallReply : IDisposable
{
    private readonly byte[]? _buffer;
    private readonly int _length;

    private CallReply(ReadOnlySpan<byte> json)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(json.Length);
        _length = json.Length;
        json.CopyTo(_buffer);
    }

    /// <summary>The result's JSON; <c>null</c> when there is none.</summary>
    public ReadOnlySpan<byte> Json => _buffer is null ? "null"u8 : _buffer.AsSpan(0, _length);

    /// <summary>Takes the result out of a message.</summary>
    public static CallReply CopyOf(Slice result, ReadOnlySpan<byte> message) => result.IsPresent ? new CallReply(result.JsonOf(message)) : default;

    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
