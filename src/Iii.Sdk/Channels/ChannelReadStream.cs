namespace Iii.Channels;

/// <summary>A channel's bytes as a stream that is read.</summary>
internal sealed class ChannelReadStream(IIIChannelReader reader, Action<string>? onMessage) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("A channel has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A channel has no position.");
        set => throw new NotSupportedException("A channel has no position.");
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => reader.ReadBytesAsync(buffer, onMessage, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    // Some readers of streams know no other way; a thread waits then.
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A channel can only be read forward.");

    public override void SetLength(long value) => throw new NotSupportedException("A channel has no length.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This is the end of a channel that is read from.");

    public override async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }
}
