using System.Buffers.Binary;
using System.Text;

namespace Iii.Tests.Reliability;

/// <summary>A connection whose other end says what it was told to, in just these pieces, and then breaks off or falls silent.</summary>
/// <param name="pieces">What comes in, a piece a read.</param>
/// <param name="end">What happens after the last piece.</param>
internal sealed class ScriptedStream(IEnumerable<ReadOnlyMemory<byte>> pieces, StreamEnd end) : Stream
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new(pieces.Where(p => p.Length > 0));
    private readonly MemoryStream _written = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The whole messages that were written, unmasked.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_written)
            {
                return [.. Messages(_written.ToArray())];
            }
        }
    }

    /// <summary>A frame as an engine sends it.</summary>
    public static byte[] Frame(byte first, ReadOnlySpan<byte> payload)
    {
        byte[] head = payload.Length < 126 ? [first, (byte)payload.Length] : [first, 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [.. head, .. payload];
    }

    /// <summary>A text message as an engine sends it.</summary>
    public static byte[] Frame(string text) => Frame(0x81, Encoding.UTF8.GetBytes(text));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Every read is one that waits, as on a network.
        await Task.Yield();
        if (_pieces.Count == 0)
        {
            switch (end)
            {
                case StreamEnd.Closed:
                    return 0;
                case StreamEnd.Reset:
                    throw new IOException("Connection reset by peer");
                default:
                    await _closed.Task.WaitAsync(cancellationToken);
                    return 0;
            }
        }

        var piece = _pieces.Peek();
        var count = Math.Min(piece.Length, buffer.Length);
        piece[..count].CopyTo(buffer);
        _pieces.Dequeue();
        if (count < piece.Length)
        {
            var rest = _pieces.ToArray();
            _pieces.Clear();
            _pieces.Enqueue(piece[count..]);
            Array.ForEach(rest, _pieces.Enqueue);
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_written)
        {
            _written.Write(buffer.Span);
        }

        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed.TrySetResult();
        base.Dispose(disposing);
    }

    private static IEnumerable<string> Messages(byte[] written)
    {
        for (var at = 0; at + 2 <= written.Length;)
        {
            var opcode = written[at] & 0x0F;
            var (length, head) = (written[at + 1] & 0x7F) switch
            {
                126 => (BinaryPrimitives.ReadUInt16BigEndian(written.AsSpan(at + 2)), 4),
                127 => ((int)BinaryPrimitives.ReadUInt64BigEndian(written.AsSpan(at + 2)), 10),
                var small => (small, 2),
            };
            var mask = written.AsSpan(at + head, 4);
            var payload = written.AsSpan(at + head + 4, length).ToArray();
            for (var i = 0; i < payload.Length; i++)
            {
                payload[i] ^= mask[i & 3];
            }

            at += head + 4 + length;
            if (opcode == 1)
            {
                yield return Encoding.UTF8.GetString(payload);
            }
        }
    }
}

internal enum StreamEnd
{
    Closed,
    Reset,
    Silent,
}
