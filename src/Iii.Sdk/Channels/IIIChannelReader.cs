using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Iii.Channels;
using Iii.Connection.WebSockets;

namespace Iii;

/// <summary>The end of a channel that is read from: bytes and text messages in the order of their writing. It is opened when something is read.</summary>
/// <remarks>
/// <para>Nothing is read ahead: a reader that stops reading makes the writer wait. One reads at a time, in whatever way, and may go on in another.</para>
/// <para>As a parameter of a function it is read from the reference in the payload; in a payload or a result it becomes its reference again, and belongs to whoever gets it.
/// It may be read after the function's end; nobody disposes it but the function.</para>
/// <para>An engine before 0.26 cannot tell a writer that broke down from one that completed: where that matters, let the writer say at the end what it has written. From 0.26
/// on a channel that its writer broke off is an error here, after everything that was written before.</para>
/// </remarks>
public sealed class IIIChannelReader : IAsyncDisposable
{
    private const int DefaultLimit = 64 * 1024 * 1024;

    private readonly ChannelEnd _end;
    private Task<ReceivedMessage?>? _receiving;
    private ReadOnlyMemory<byte> _rest;
    private bool _hasMessage;
    private bool _isText;
    private IIIChannelException? _failure;
    private int _isReading;
    private volatile bool _isClosed;

    internal IIIChannelReader(ChannelEnd end) => _end = end;

    /// <summary>What others open this end with. Put it into a payload only when nothing is read here.</summary>
    public IIIChannelRef Ref => _end.Reference;

    /// <summary>Waits for the next item.</summary>
    /// <param name="cancellationToken">Ends the waiting; nothing is lost, the next read goes on.</param>
    /// <returns>The item; null when the writer has completed the channel.</returns>
    /// <exception cref="IIIChannelException">The end can not be opened, or the connection was lost before the channel was complete.</exception>
    /// <exception cref="InvalidOperationException">Another read is under way, or the end was handed over.</exception>
    public async ValueTask<IIIChannelItem?> ReadAsync(CancellationToken cancellationToken = default)
    {
        BeginRead();
        try
        {
            if (!_hasMessage && !await NextAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            _hasMessage = false;
            return new IIIChannelItem(_isText, _rest.ToArray());
        }
        finally
        {
            EndRead();
        }
    }

    /// <summary>All items up to the end.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <inheritdoc cref="ReadAsync"/>
    public async IAsyncEnumerable<IIIChannelItem> ReadItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } item)
        {
            yield return item;
        }
    }

    /// <summary>The text messages up to the end. Bytes between them are passed over.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <inheritdoc cref="ReadAsync"/>
    public async IAsyncEnumerable<string> ReadMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } item)
        {
            if (item.Text is { } text)
            {
                yield return text;
            }
        }
    }

    /// <summary>All bytes up to the end.</summary>
    /// <param name="maxBytes">How many are kept in memory at most. Default: 64 MiB.</param>
    /// <param name="onMessage">Gets the text messages between the bytes; without it they are passed over.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIChannelException">There are more, the end can not be opened, or the connection was lost before the channel was complete.</exception>
    /// <exception cref="InvalidOperationException">Another read is under way, or the end was handed over.</exception>
    public async Task<byte[]> ReadAllAsync(int maxBytes = DefaultLimit, Action<string>? onMessage = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        var all = new ArrayBufferWriter<byte>();
        BeginRead();
        try
        {
            while (await NextBytesAsync(onMessage, cancellationToken).ConfigureAwait(false))
            {
                if (_rest.Length > maxBytes - all.WrittenCount)
                {
                    throw new IIIChannelException(Ref.ChannelId, IIIErrorCodes.ChannelTooLarge, $"holds more than the {maxBytes:N0} bytes that ReadAllAsync was to keep. Raise maxBytes, or read it as a stream.");
                }

                all.Write(_rest.Span);
                _hasMessage = false;
            }
        }
        finally
        {
            EndRead();
        }

        return all.WrittenSpan.ToArray();
    }

    /// <summary>The channel as a stream of bytes. Disposing it disposes this end.</summary>
    /// <param name="onMessage">Gets the text messages between the bytes; without it they are passed over.</param>
    public Stream AsStream(Action<string>? onMessage = null) => new ChannelReadStream(this, onMessage);

    /// <summary>The channel as a pipe of bytes. Completing it disposes this end.</summary>
    /// <param name="onMessage">Gets the text messages between the bytes; without it they are passed over.</param>
    public PipeReader AsPipeReader(Action<string>? onMessage = null) => PipeReader.Create(AsStream(onMessage));

    /// <summary>
    /// Stops reading: a writer that goes on gets an error. A read that is under way, and every later one, ends as at the channel's end, unless the channel was lost before;
    /// nothing is opened any more. An end that was never opened stays free for others.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        return _end.AbandonAsync();
    }

    /// <summary>Ends the connection; whoever still reads gets an error and takes what came for no more than it is.</summary>
    internal ValueTask DropAsync() => _end.DisposeAsync();

    internal void HandOver() => _end.HandOver();

    /// <summary>Takes the end without reading yet.</summary>
    internal Task OpenAsync(CancellationToken cancellationToken) => _end.OpenAsync(cancellationToken);

    /// <summary>Reads bytes as a stream does.</summary>
    /// <returns>How many; zero at the end.</returns>
    internal async ValueTask<int> ReadBytesAsync(Memory<byte> destination, Action<string>? onMessage, CancellationToken cancellationToken)
    {
        BeginRead();
        try
        {
            if (!await NextBytesAsync(onMessage, cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            var count = Math.Min(destination.Length, _rest.Length);
            _rest.Span[..count].CopyTo(destination.Span);
            _rest = _rest[count..];
            _hasMessage = !_rest.IsEmpty;
            return count;
        }
        finally
        {
            EndRead();
        }
    }

    /// <summary>Sees to it that there are bytes at hand.</summary>
    /// <returns>False at the end.</returns>
    private async ValueTask<bool> NextBytesAsync(Action<string>? onMessage, CancellationToken cancellationToken)
    {
        while (_hasMessage || await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_isText && !_rest.IsEmpty)
            {
                return true;
            }

            _hasMessage = false;
            if (_isText)
            {
                onMessage?.Invoke(Encoding.UTF8.GetString(_rest.Span));
            }
        }

        return false;
    }

    /// <summary>Waits for the next message. Who is tired of waiting leaves it to the next who asks.</summary>
    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_failure is { } known)
        {
            throw known;
        }

        if (_isClosed)
        {
            return false;
        }

        ChannelSocket socket;
        try
        {
            socket = await _end.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (_isClosed && !cancellationToken.IsCancellationRequested && e is IIIChannelException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed while it was being opened, however that went.
            return false;
        }

        if (await ReceiveAsync(socket, cancellationToken).ConfigureAwait(false) is not { } message)
        {
            _failure = socket.Failure;
            return _failure is { } failure ? throw failure : false;
        }

        _rest = message.Payload;
        _isText = message.Opcode is Opcode.Text;
        _hasMessage = true;
        return true;
    }

    private async ValueTask<ReceivedMessage?> ReceiveAsync(ChannelSocket socket, CancellationToken cancellationToken)
    {
        if (_receiving is null)
        {
            var receiving = socket.ReceiveAsync();
            if (receiving.IsCompletedSuccessfully)
            {
                var atOnce = receiving.Result;
                _receiving = atOnce is null ? Task.FromResult(atOnce) : null;
                return atOnce;
            }

            _receiving = receiving.AsTask();
        }

        var message = await _receiving.WaitAsync(cancellationToken).ConfigureAwait(false);

        // At the end the task stays: whoever reads again sees the same end.
        _receiving = message is null ? _receiving : null;
        return message;
    }

    private void BeginRead()
    {
        if (Interlocked.Exchange(ref _isReading, 1) is not 0)
        {
            throw new InvalidOperationException($"Somebody reads {Ref} already; one reads at a time.");
        }
    }

    private void EndRead() => Volatile.Write(ref _isReading, 0);
}
