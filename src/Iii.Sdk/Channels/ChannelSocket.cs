using System.Buffers.Binary;
using Iii.Connection.WebSockets;

namespace Iii.Channels;

/// <summary>The WebSocket of a channel's end. The engine keeps it alive and asks for no sign of life: a channel may be silent for as long as its writer is.</summary>
/// <remarks>The engine reads nothing from an end that it sends to, not even a ping: there is no heartbeat to be had.</remarks>
internal sealed class ChannelSocket : IDisposable
{
    /// <summary>The longest payload of a frame with bytes, as all SDKs send them.</summary>
    public const int FrameBytes = 64 * 1024;

    private const int OutgoingBytes = 2 * FrameBytes;

    private const string ReaderGone = "was lost before it was complete: its reader has gone, or the engine.";

    private static readonly TimeSpan s_goodByeLimit = TimeSpan.FromSeconds(1);

    private readonly string _channelId;
    private readonly bool _isWriter;
    private readonly IDisposable _connection;
    private readonly ChannelConnector _connector;
    private readonly MessageReader _reader;
    private readonly MessageWriter _writer;
    private IIIChannelException? _failure;
    private bool _isCompleted;
    private bool _isAbandoned;
    private int _isDisposed;

    public ChannelSocket(IIIChannelRef end, Stream bytes, IDisposable connection, ChannelConnector connector)
    {
        _channelId = end.ChannelId;
        _isWriter = end.Direction is IIIChannelDirection.Write;
        _connection = connection;
        _connector = connector;
        _reader = new MessageReader(bytes, connector.MaxMessageBytes, connector.Time);
        _writer = new MessageWriter(bytes, OutgoingBytes);
    }

    /// <summary>Why the channel ended; null while it is open, and when it was completed.</summary>
    public IIIChannelException? Failure => Volatile.Read(ref _failure);

    /// <summary>Waits for the next message, which is valid until the next call.</summary>
    /// <returns>Null at the end, which may be a <see cref="Failure"/>.</returns>
    public async ValueTask<ReceivedMessage?> ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var message = await _reader.ReadAsync().ConfigureAwait(false);
                switch (message.Opcode)
                {
                    case Opcode.Text or Opcode.Binary:
                        return message;
                    case Opcode.Ping:
                        _writer.Write(Opcode.Pong, message.Payload.Span);
                        _writer.Flush();
                        break;
                    case Opcode.Close:
                        await EndAsync(MessageReader.ReadClose(message.Payload.Span)).ConfigureAwait(false);
                        return null;
                }
            }
        }
        catch (WebSocketProtocolException e)
        {
            Fail(e.CloseCode is CloseCode.TooLarge ? IIIErrorCodes.ChannelTooLarge : IIIErrorCodes.ChannelLost, $"was broken off: {e.Message}.", e);
        }
        catch (Exception) when (Volatile.Read(ref _isAbandoned))
        {
            // Whoever read wants no more of it: an end like any other.
        }
        catch (EndOfStreamException) when (Volatile.Read(ref _isCompleted))
        {
            // The engine has taken everything, and left the good-bye out.
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            Fail(
                Volatile.Read(ref _isDisposed) is 0 ? IIIErrorCodes.ChannelLost : IIIErrorCodes.Shutdown,
                Volatile.Read(ref _isDisposed) is not 0 ? "was closed on this side before it was complete." : _isWriter ? ReaderGone : $"was lost before it was complete: {e.Message}.",
                e);
        }

        Dispose();
        return null;
    }

    /// <summary>Sends a message when there is room for it.</summary>
    /// <exception cref="IIIChannelException">The channel has ended.</exception>
    public async ValueTask SendAsync(Opcode opcode, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_writer.IsFull)
        {
            await _writer.WaitForRoomAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        ThrowIfEnded();
        _writer.Write(opcode, payload.Span);
        _writer.Flush();
    }

    /// <summary>Waits until the connection has taken everything.</summary>
    /// <exception cref="IIIChannelException">The channel has ended.</exception>
    public async Task FlushAsync()
    {
        await _writer.DrainAsync().ConfigureAwait(false);
        ThrowIfEnded();
    }

    /// <summary>Ends what is written.</summary>
    /// <param name="ended">Completes when the engine has ended the connection.</param>
    /// <exception cref="IIIChannelException">The channel had ended before.</exception>
    public async Task CompleteAsync(Task ended)
    {
        ThrowIfEnded();
        Volatile.Write(ref _isCompleted, true);
        SendClose(CloseCode.Normal);
        await _writer.DrainAsync().ConfigureAwait(false);
        try
        {
            // The engine answers when it has taken everything. When that takes long because nobody reads, the connection is kept for it, and nobody waits here.
            await ended.WaitAsync(s_goodByeLimit, _connector.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            ThrowIfEnded();
            return;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Ends the connection because its reader wants no more: a read that is under way ends as at the channel's end.</summary>
    public void Abandon()
    {
        Volatile.Write(ref _isAbandoned, true);
        Dispose();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) is 0)
        {
            _connector.HasEnded(this);
            _writer.Fail();
            _connection.Dispose();
        }
    }

    private async Task EndAsync((ushort? Code, string Reason) close)
    {
        var wasCompleted = Volatile.Read(ref _isCompleted);
        if (close.Code is not (null or CloseCode.Normal))
        {
            Fail(IIIErrorCodes.ChannelLost, $"was broken off with code {close.Code}{(close.Reason.Length > 0 ? ": " : "")}{close.Reason}.", null);
        }
        else if (_isWriter && (close.Code is null || !wasCompleted))
        {
            // An answer to our own Close frame would come after it and carry its code.
            Fail(IIIErrorCodes.ChannelTaken, "was not written to: somebody else has taken this end.", null);
        }

        if (!wasCompleted)
        {
            SendClose(CloseCode.Normal);
            try
            {
                await _writer.DrainAsync().WaitAsync(s_goodByeLimit, _connector.Time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The engine does not read any more; the end is the same.
            }
        }

        Dispose();
    }

    private void SendClose(ushort code)
    {
        Span<byte> payload = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        _writer.Write(Opcode.Close, payload);
        _writer.Flush();
    }

    private void ThrowIfEnded()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        if (_writer.HasFailed)
        {
            throw new IIIChannelException(_channelId, IIIErrorCodes.ChannelLost, ReaderGone);
        }
    }

    // The first reason is the cause, later ones follow from it.
    private void Fail(string code, string message, Exception? cause) =>
        Interlocked.CompareExchange(ref _failure, new IIIChannelException(_channelId, code, message, cause), null);
}
