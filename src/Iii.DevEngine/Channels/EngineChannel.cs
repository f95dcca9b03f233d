using System.Threading.Channels;

namespace Iii.DevEngine.Channels;

/// <summary>A bounded queue with two ends, each of which is taken once.</summary>
internal sealed class EngineChannel(int bufferSize, long createdAt, bool reportsCut)
{
    private readonly Channel<ChannelItem> _items = Channel.CreateBounded<ChannelItem>(new BoundedChannelOptions(bufferSize) { SingleReader = true, SingleWriter = true });
    private int _isWriterTaken;
    private int _isReaderTaken;
    private volatile bool _hasReaderLeft;
    private volatile bool _isCut;

    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>What opens both ends: that a reference names one of them is no more than a hint, as in the real engine.</summary>
    public string AccessKey { get; } = Guid.NewGuid().ToString();

    /// <summary>A timestamp of the engine's clock.</summary>
    public long CreatedAt => createdAt;

    /// <summary>Nobody has come for one of the ends.</summary>
    public bool HasFreeEnd => Volatile.Read(ref _isWriterTaken) is 0 || Volatile.Read(ref _isReaderTaken) is 0;

    /// <summary>The writer has ended, and the reader has everything or has left.</summary>
    public bool IsOver => _hasReaderLeft || _items.Reader.Completion.IsCompleted;

    /// <summary>Gets whether the writer went away without ending the stream, so that the data is incomplete.
    /// Known once everything has been read.</summary>
    public bool IsCut => _isCut && reportsCut;

    public bool TryTakeWriter() => Interlocked.Exchange(ref _isWriterTaken, 1) is 0;

    public bool TryTakeReader() => Interlocked.Exchange(ref _isReaderTaken, 1) is 0;

    /// <summary>Waits for room.</summary>
    /// <returns>False when the reader has left.</returns>
    public async ValueTask<bool> WriteAsync(ChannelItem item, CancellationToken cancellationToken)
    {
        try
        {
            await _items.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Nothing more is written; the reader sees the end after what is there.</summary>
    /// <param name="isCut">Whether the stream ends before its time.</param>
    public void EndWriting(bool isCut = false)
    {
        _isCut |= isCut;
        _items.Writer.TryComplete();
    }

    /// <summary>Waits for the next item.</summary>
    /// <returns>Null at the end.</returns>
    public async ValueTask<ChannelItem?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _items.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>Nothing more is read; the writer is told when it writes.</summary>
    public void EndReading()
    {
        _hasReaderLeft = true;
        _items.Writer.TryComplete();
    }

    /// <summary>The engine forgets the channel: an end that nobody has taken is not to be had any more, the others go on.</summary>
    public void Forget()
    {
        if (TryTakeWriter())
        {
            EndWriting();
        }

        if (TryTakeReader())
        {
            EndReading();
        }
    }
}
