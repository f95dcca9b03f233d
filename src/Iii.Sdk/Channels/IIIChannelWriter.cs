using System.IO.Pipelines;
using System.Text;
using Iii.Channels;
using Iii.Connection.WebSockets;

namespace Iii;

/// <summary>The end of a channel that is written to: bytes, text messages, in one order. It is opened when something is written, and completed when it is disposed.</summary>
/// <remarks>
/// <para>A writer that fails must not complete, for its reader would take what it has got for everything: call <see cref="AbortAsync"/> then. Disposing aborts by itself
/// after <see cref="AbortAsync"/>, and when the last write failed or was cancelled; of other exceptions it knows nothing.</para>
/// <para>When the reader is slower than the writer, and the channel's buffer is full, writing waits. Several may write at the same time; what one of them writes stays
/// together.</para>
/// <para>As a parameter of a function it is read from the reference in the payload; in a payload or a result it becomes its reference again, and belongs to whoever gets it.
/// A function that takes one completes or disposes it, also after the function's end: nobody else does.</para>
/// </remarks>
public sealed class IIIChannelWriter : IAsyncDisposable
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly TimeSpan s_longestAbort = TimeSpan.FromSeconds(1);

    private readonly ChannelEnd _end;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Task? _watching;
    private Task? _completing;
    private bool _hasFailed;
    private bool _isCutShort;
    private volatile bool _isAborted;

    internal IIIChannelWriter(ChannelEnd end) => _end = end;

    /// <summary>What others open this end with. Put it into a payload only when nothing is written here.</summary>
    public IIIChannelRef Ref => _end.Reference;

    /// <summary>Writes bytes, in frames of 64 KiB at most. Nothing is kept of them when the task has completed.</summary>
    /// <param name="bytes">The bytes; none is nothing at all.</param>
    /// <param name="cancellationToken">Ends the waiting. What was sent until then stays sent; the channel can be written to again.</param>
    /// <exception cref="IIIChannelException">The end can not be opened, or the reader or the engine has gone.</exception>
    /// <exception cref="InvalidOperationException">The channel was completed, or the end was handed over.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        if (!bytes.IsEmpty)
        {
            await SendAsync(Opcode.Binary, bytes, ChannelSocket.FrameBytes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a text message, which arrives as one, in its place between the bytes.</summary>
    /// <param name="message">The text; often JSON.</param>
    /// <param name="cancellationToken">Ends the waiting; the message is sent then, or it is not.</param>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair, or more bytes than the engine takes.</exception>
    /// <inheritdoc cref="WriteAsync"/>
    public ValueTask WriteMessageAsync(string message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WriteMessageAsync(s_strictUtf8.GetBytes(message), cancellationToken);
    }

    /// <summary>Writes a value as a text message with its JSON.</summary>
    /// <typeparam name="T">The value's type; its writer is made at compile time.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Ends the waiting; the message is sent then, or it is not.</param>
    /// <inheritdoc cref="WriteMessageAsync(string, CancellationToken)"/>
    public ValueTask WriteJsonAsync<[IIIJson] T>(T value, CancellationToken cancellationToken = default) => WriteMessageAsync(IIIJson.Serialize(value), cancellationToken);

    /// <summary>Waits until all that was written is on its way to the engine.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIChannelException">The reader or the engine has gone.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_watching is not null && _completing is null)
            {
                var socket = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await socket.FlushAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Says that nothing more comes: the reader sees the end after what was written, also when that is nothing. May be called again.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the completing.</param>
    /// <exception cref="IIIChannelException">The end can not be opened, or the reader or the engine has gone before it had everything.</exception>
    /// <exception cref="InvalidOperationException">The end was handed over, or <see cref="AbortAsync"/> was called.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        Task completing;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_completing is null)
            {
                var socket = await OpenAsync(cancellationToken).ConfigureAwait(false);
                _completing = socket.CompleteAsync(_watching!);
                _end.Close();
            }

            completing = _completing;
        }
        finally
        {
            _turn.Release();
        }

        await completing.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Breaks the channel off: the reader gets what was written, and then an error instead of the end (engines before 0.26 cannot tell the two apart). Does nothing when
    /// the channel was completed, has failed, or was handed over.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting for what was written to go out, which lasts a second at most; the channel is broken off all the same.</param>
    public async ValueTask AbortAsync(CancellationToken cancellationToken = default)
    {
        if (_end.IsHandedOver || _isAborted || _completing is not null)
        {
            return;
        }

        _isAborted = true;
        try
        {
            // One that was never opened is opened now: its reader would wait for it.
            using var limit = new CancellationTokenSource(s_longestAbort, _end.Connector.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var socket = await _end.OpenAsync(either.Token).ConfigureAwait(false);
            await socket.FlushAsync().WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IIIChannelException or OperationCanceledException or ObjectDisposedException)
        {
            // It ends as it is.
        }

        await _end.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The channel as a stream of bytes. Its end is the channel's.</summary>
    public Stream AsStream() => new ChannelWriteStream(this);

    /// <summary>The channel as a pipe of bytes. Its end is the channel's; completed with an exception, it breaks the channel off.</summary>
    public PipeWriter AsPipeWriter() => new ChannelPipeWriter(this);

    /// <summary>
    /// Completes the channel, unless the end was handed over, was completed or aborted, or the last write failed or was cancelled; then the channel is broken off. Waits
    /// <see cref="IIIWorkerOptions.CallTimeout"/> at most.
    /// </summary>
    /// <exception cref="IIIChannelException">What was written did not reach the engine, or did not within that time.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_end.IsHandedOver || _isAborted || _completing is { IsCompleted: true })
        {
            return;
        }

        if (_hasFailed)
        {
            // Whoever wrote knows; a clean end would be a lie.
            await _end.DisposeAsync().ConfigureAwait(false);
            return;
        }

        if (_isCutShort && _completing is null)
        {
            await AbortAsync().ConfigureAwait(false);
            return;
        }

        using var limit = new CancellationTokenSource(_end.Connector.EndTimeout, _end.Connector.Time);
        try
        {
            await CompleteAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await _end.DisposeAsync().ConfigureAwait(false);
            throw new IIIChannelException(
                Ref.ChannelId, IIIErrorCodes.Timeout, $"could not be completed within {_end.Connector.EndTimeout.TotalSeconds:0.###} s: its reader does not read. CompleteAsync waits for as long as its token allows.");
        }
        catch (ObjectDisposedException)
        {
            // It was disposed before.
        }
    }

    internal void HandOver() => _end.HandOver();

    /// <summary>Sends a frame with bytes even if there are none: the engine sends the head of an http response with the first.</summary>
    internal ValueTask WriteFrameAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => SendAsync(Opcode.Binary, bytes, ChannelSocket.FrameBytes, cancellationToken);

    /// <summary>Ends the connection, if there is one, without completing what is written.</summary>
    internal ValueTask DropAsync() => _end.DisposeAsync();

    private ValueTask WriteMessageAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken) => utf8.Length <= _end.Connector.MaxMessageBytes
        ? SendAsync(Opcode.Text, utf8, int.MaxValue, cancellationToken)
        : throw new ArgumentException($"The message has {utf8.Length:N0} bytes, more than the {_end.Connector.MaxMessageBytes:N0} that a message may have (options.MaxMessageBytes). Write it as bytes.");

    private async ValueTask SendAsync(Opcode opcode, ReadOnlyMemory<byte> payload, int frameBytes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var socket = await OpenAsync(cancellationToken).ConfigureAwait(false);
            for (; payload.Length > frameBytes; payload = payload[frameBytes..])
            {
                await socket.SendAsync(opcode, payload[..frameBytes], cancellationToken).ConfigureAwait(false);
            }

            await socket.SendAsync(opcode, payload, cancellationToken).ConfigureAwait(false);
            _isCutShort = false;
        }
        catch (IIIChannelException)
        {
            _hasFailed = true;
            throw;
        }
        catch (OperationCanceledException)
        {
            _isCutShort = true;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<ChannelSocket> OpenAsync(CancellationToken cancellationToken)
    {
        if (_completing is not null || _isAborted)
        {
            throw new InvalidOperationException($"Nothing more can be written to {Ref}: it was {(_isAborted ? "aborted" : "completed")}.");
        }

        var socket = await _end.OpenAsync(cancellationToken).ConfigureAwait(false);
        _watching ??= WatchAsync(socket);
        return socket;
    }

    /// <summary>Looks for the end of the connection, which is all that the engine says to a writer. Ends with the connection.</summary>
    private static async Task WatchAsync(ChannelSocket socket)
    {
        while (await socket.ReceiveAsync().ConfigureAwait(false) is not null)
        {
        }
    }
}
