namespace Iii.Channels;

/// <summary>A channel's bytes as a stream that is written.</summary>
internal sealed class ChannelWriteStream(IIIChannelWriter writer) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A channel has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A channel has no position.");
        set => throw new NotSupportedException("A channel has no position.");
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => writer.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return writer.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    // Some writers to streams know no other way; a thread waits then.
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        writer.WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => writer.FlushAsync(cancellationToken).AsTask();

    public override void Flush() => writer.FlushAsync().AsTask().GetAwaiter().GetResult();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This is the end of a channel that is written to.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A channel can only be written forward.");

    public override void SetLength(long value) => throw new NotSupportedException("A channel has no length.");

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }
}
