using System.IO.Pipelines;

namespace Iii.Channels;

/// <summary>A channel's bytes as a pipe that is written. Its end says whether the writer failed, as a stream's cannot.</summary>
internal sealed class ChannelPipeWriter(IIIChannelWriter writer) : PipeWriter
{
    private readonly PipeWriter _pipe = Create(writer.AsStream(), new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanGetUnflushedBytes => _pipe.CanGetUnflushedBytes;

    public override long UnflushedBytes => _pipe.UnflushedBytes;

    public override void Advance(int bytes) => _pipe.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _pipe.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _pipe.GetSpan(sizeHint);

    public override void CancelPendingFlush() => _pipe.CancelPendingFlush();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _pipe.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) => _pipe.WriteAsync(source, cancellationToken);

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        try
        {
            await _pipe.CompleteAsync(exception).ConfigureAwait(false);
        }
        catch
        {
            // What it still held did not go out.
            await writer.AbortAsync().ConfigureAwait(false);
            throw;
        }

        if (exception is null)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            await writer.AbortAsync().ConfigureAwait(false);
        }
    }

    // Some writers to pipes know no other way; a thread waits then.
    public override void Complete(Exception? exception = null) => CompleteAsync(exception).AsTask().GetAwaiter().GetResult();
}
