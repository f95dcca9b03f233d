namespace Iii;

/// <summary>The body of a streamed response as a stream. It leaves the end to the function's end.</summary>
internal sealed class HttpResponseStream(HttpStreamedResponse response) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A response that is streamed has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A response that is streamed has no position.");
        set => throw new NotSupportedException("A response that is streamed has no position.");
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => response.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return response.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    // Some writers to streams know no other way; a thread waits then.
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        response.WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => response.FlushAsync(cancellationToken).AsTask();

    public override void Flush() => response.FlushAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A response is only written.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A response can only be written forward.");

    public override void SetLength(long value) => throw new NotSupportedException("A response that is streamed has no length.");
}
