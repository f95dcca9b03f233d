using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Iii.Connection.WebSockets;

/// <summary>One frame that is for the worker, or for the connection itself.</summary>
/// <param name="Opcode">Text, Binary, or a control frame.</param>
/// <param name="Payload">The whole message, also of one that came in parts. Valid until the next read.</param>
internal readonly record struct ReceivedMessage(Opcode Opcode, ReadOnlyMemory<byte> Payload);

/// <summary>
/// Reads messages out of a large buffer, so that many small ones cost one system call. A message that came whole is not copied.
/// </summary>
/// <param name="stream">The bytes after the upgrade.</param>
/// <param name="maxMessageBytes">The longest message that is taken, of how many frames ever.</param>
/// <param name="time">Tells <see cref="Silence"/>.</param>
/// <param name="peer">Who is at the other end.</param>
/// <param name="maxFrameBytes">The longest frame that is taken.</param>
internal sealed class MessageReader(Stream stream, int maxMessageBytes, TimeProvider time, WebSocketRole peer = WebSocketRole.Server, int maxFrameBytes = int.MaxValue)
{
    // One connection among very many may have little to say.
    private const int FirstBufferSize = 4 * 1024;
    private const int BufferSize = 64 * 1024;

    private ArrayBufferWriter<byte> _parts = new();
    private byte[] _buffer = new byte[FirstBufferSize];
    private bool _wasFilled;
    private int _start;
    private int _end;
    private Opcode _partsOpcode;
    private bool _partsAreWhole;
    private long _lastRead = time.GetTimestamp();

    /// <summary>How long nothing has come from the peer.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _lastRead));

    /// <summary>Reads the next message or control frame.</summary>
    /// <exception cref="WebSocketProtocolException">The peer broke a rule, or the message is too large.</exception>
    /// <exception cref="EndOfStreamException">The peer ended the connection without a Close frame.</exception>
    public ValueTask<ReceivedMessage> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var message) ? ValueTask.FromResult(message) : ReadMoreAsync(cancellationToken);

    /// <summary>Takes the next of those that have come already, without looking for more.</summary>
    /// <exception cref="WebSocketProtocolException">The peer broke a rule, or the message is too large.</exception>
    public bool TryRead(out ReceivedMessage message)
    {
        if (_partsAreWhole)
        {
            _partsAreWhole = false;
            if (_parts.Capacity > BufferSize)
            {
                // A connection lives long: what one large message needed is not kept for it.
                _parts = new ArrayBufferWriter<byte>();
            }
            else
            {
                _parts.ResetWrittenCount();
            }
        }

        return TryTake(out message);
    }

    /// <summary>What a Close frame says.</summary>
    /// <exception cref="WebSocketProtocolException">Its payload has half a code, or one that is not for the wire, or its reason is no text.</exception>
    public static (ushort? Code, string Reason) ReadClose(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return (null, "");
        }

        if (payload.Length == 1)
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, "a Close frame has half a code");
        }

        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!CloseCode.MayBeSent(code))
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, $"a Close frame has the code {code}, which is not for the wire");
        }

        CheckText(payload[2..]);
        return (code, Encoding.UTF8.GetString(payload[2..]));
    }

    private async ValueTask<ReceivedMessage> ReadMoreAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new EndOfStreamException(_start == _end ? "the peer ended the connection without a Close frame" : "the peer ended the connection in the middle of a frame");
            }

            Volatile.Write(ref _lastRead, time.GetTimestamp());
            _end += count;
            _wasFilled = _end == _buffer.Length;
            if (TryTake(out var message))
            {
                return message;
            }
        }
    }

    /// <summary>Takes the next message out of what is in the buffer.</summary>
    private bool TryTake(out ReceivedMessage message)
    {
        while (FrameHeader.TryRead(_buffer.AsSpan(_start, _end - _start), peer, out var header))
        {
            CheckLength(header);
            if (header.Size + header.PayloadLength > _end - _start)
            {
                break;
            }

            var payload = _buffer.AsMemory(_start + header.Size, (int)header.PayloadLength);
            _start += header.Size + payload.Length;
            if (header.Mask != 0)
            {
                FrameMask.Apply(payload.Span, header.Mask, payload.Span);
            }

            if (TryComplete(header, payload, out message))
            {
                return true;
            }
        }

        message = default;
        return false;
    }

    private bool TryComplete(FrameHeader header, ReadOnlyMemory<byte> payload, out ReceivedMessage message)
    {
        message = new ReceivedMessage(header.Opcode, payload);
        if (header.IsControl)
        {
            return true;
        }

        var isInParts = _partsOpcode is not Opcode.Continuation;
        if (isInParts != header.Opcode is Opcode.Continuation)
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, isInParts ? "a message begins inside another one" : "a message has no beginning");
        }

        if (isInParts || !header.IsFinal)
        {
            _parts.Write(payload.Span);
            if (!isInParts)
            {
                _partsOpcode = header.Opcode;
            }

            if (!header.IsFinal)
            {
                return false;
            }

            message = new ReceivedMessage(_partsOpcode, _parts.WrittenMemory);
            _partsOpcode = Opcode.Continuation;
            _partsAreWhole = true;
        }

        if (message.Opcode is Opcode.Text)
        {
            CheckText(message.Payload.Span);
        }

        return true;
    }

    private void CheckLength(FrameHeader header)
    {
        if (header.PayloadLength > maxMessageBytes - _parts.WrittenCount && !header.IsControl)
        {
            throw new WebSocketProtocolException(CloseCode.TooLarge, $"a message has more than {maxMessageBytes:N0} bytes (options.MaxMessageBytes)");
        }

        if (header.PayloadLength > maxFrameBytes)
        {
            throw new WebSocketProtocolException(CloseCode.TooLarge, $"a frame has more than {maxFrameBytes:N0} bytes");
        }
    }

    private static void CheckText(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            throw new WebSocketProtocolException(CloseCode.InvalidText, "a text message is not valid UTF-8");
        }
    }

    /// <summary>Moves the unfinished frame to the buffer's beginning, and grows the buffer as its bytes come in; gives a large one back when it is not needed any more.</summary>
    private void MakeRoom()
    {
        var unfinished = _buffer.AsSpan(_start, _end - _start);
        var target = _buffer;
        if (unfinished.Length == _buffer.Length || (_wasFilled && _buffer.Length < BufferSize))
        {
            target = new byte[Math.Min(_buffer.Length * 2L, Math.Max(Math.Max(_buffer.Length, BufferSize), maxMessageBytes) + (long)FrameHeader.MaxSize)];
        }
        else if (_buffer.Length > BufferSize && unfinished.Length < BufferSize)
        {
            target = new byte[BufferSize];
        }

        if (_start > 0 || target != _buffer)
        {
            unfinished.CopyTo(target);
            _buffer = target;
            _end = unfinished.Length;
            _start = 0;
        }
    }
}
