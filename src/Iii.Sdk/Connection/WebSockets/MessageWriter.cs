using System.Buffers;

namespace Iii.Connection.WebSockets;

/// <summary>
/// Gathers frames, so that many small ones cost one system call. While one send is under way, frames gather in a second buffer and go out with the next.
/// </summary>
/// <remarks>
/// Writing never blocks; <see cref="IsFull"/> tells writers when to wait. What was begun is completed, in one order, whatever its callers do meanwhile; between two frames
/// of a long message only pings and pongs go out, so that the peer hears of this end while it takes the message.
/// </remarks>
internal sealed class MessageWriter(Stream stream, int bound)
{
    /// <summary>The longest message that goes in one frame. The engine takes no frame of more, and closes the connection.</summary>
    public const int LargestFrame = 16 * 1024 * 1024;

    /// <summary>How long the frames of a longer message are, but for its last.</summary>
    public const int FragmentLength = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly FrameMask _mask = new();
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _sending = new();
    private ArrayBufferWriter<byte> _control = new();
    private ArrayBufferWriter<byte> _sendingControl = new();
    private List<int> _breaks = [];
    private List<int> _sendingBreaks = [];
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _drained;
    private List<(long Mark, TaskCompletionSource<bool> Sent)>? _marks;
    private long _gatheredCount;
    private long _sentCount;
    private int _waiting;
    private bool _isSending;
    private bool _isClosed;
    private bool _hasFailed;

    /// <summary>More bytes wait than the bound.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) > bound;

    /// <summary>The connection is over: what is written is dropped.</summary>
    public bool HasFailed => Volatile.Read(ref _hasFailed);

    /// <summary>Gathers a message; nothing is sent before <see cref="Flush"/>. Does nothing after a Close frame or a failure.</summary>
    public void Write(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (_isClosed || _hasFailed)
            {
                return;
            }

            _isClosed = opcode is Opcode.Close;
            if (_isSending && opcode is Opcode.Ping or Opcode.Pong)
            {
                // A long message may be on its way: this goes between two of its frames.
                WriteFrame(_control, opcode, isFinal: true, payload);
                return;
            }

            if (payload.Length > LargestFrame)
            {
                // Room for all of it at once: to grow step by step would copy it again and again.
                _filling.GetSpan(payload.Length + ((payload.Length / FragmentLength) + 1) * FrameHeader.MaxSize);
                for (; payload.Length > FragmentLength; payload = payload[FragmentLength..])
                {
                    WriteFrame(_filling, opcode, isFinal: false, payload[..FragmentLength]);
                    opcode = Opcode.Continuation;
                }
            }

            WriteFrame(_filling, opcode, isFinal: true, payload);
        }
    }

    /// <summary>Sends what was gathered, without waiting for a peer that reads slowly.</summary>
    public void Flush()
    {
        if (TryBeginSend())
        {
            _ = SendAsync();
        }
    }

    /// <summary>Completes when there is room again, or the connection has failed.</summary>
    public Task WaitForRoomAsync()
    {
        Task room;
        lock (_gate)
        {
            if (_waiting <= bound || _hasFailed)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
        }

        Flush();
        return room;
    }

    /// <summary>Completes when everything that was gathered has gone out, or the connection has failed.</summary>
    public Task DrainAsync()
    {
        Task drained;
        lock (_gate)
        {
            if (_waiting == 0 || _hasFailed)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            drained = _drained.Task;
        }

        Flush();
        return drained;
    }

    /// <summary>Waits until what was gathered so far has gone out, whatever is gathered meanwhile.</summary>
    /// <returns>False when the connection failed before.</returns>
    public Task<bool> SentAsync()
    {
        TaskCompletionSource<bool> sent;
        lock (_gate)
        {
            if (_hasFailed || _sentCount == _gatheredCount)
            {
                return Task.FromResult(!_hasFailed);
            }

            sent = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            (_marks ??= []).Add((_gatheredCount, sent));
        }

        Flush();
        return sent.Task;
    }

    /// <summary>The connection is over: nothing more goes out, nobody waits any longer.</summary>
    public void Fail()
    {
        lock (_gate)
        {
            _hasFailed = true;
            _room?.TrySetResult();
            _drained?.TrySetResult();
            _marks?.ForEach(static m => m.Sent.TrySetResult(false));
            _marks = null;
        }
    }

    private void WriteFrame(ArrayBufferWriter<byte> buffer, Opcode opcode, bool isFinal, ReadOnlySpan<byte> payload)
    {
        var key = _mask.NextKey();
        var frame = buffer.GetSpan(FrameHeader.MaxSize + payload.Length);
        var head = FrameHeader.Write(frame, opcode, isFinal, payload.Length, key);
        FrameMask.Apply(payload, key, frame[head..]);
        buffer.Advance(head + payload.Length);
        _waiting += head + payload.Length;
        if (buffer != _filling)
        {
            return;
        }

        _gatheredCount += head + payload.Length;
        if (buffer.WrittenCount - (_breaks.Count > 0 ? _breaks[^1] : 0) >= FragmentLength)
        {
            _breaks.Add(buffer.WrittenCount);
        }
    }

    private bool TryBeginSend()
    {
        lock (_gate)
        {
            if (_isSending || _hasFailed)
            {
                return false;
            }

            if (_filling.WrittenCount == 0 && _control.WrittenCount > 0)
            {
                (_filling, _control) = (_control, _filling);
                _gatheredCount += _filling.WrittenCount;
            }

            if (_filling.WrittenCount == 0)
            {
                return false;
            }

            _isSending = true;
            (_filling, _sending) = (_sending, _filling);
            (_breaks, _sendingBreaks) = (_sendingBreaks, _breaks);
            return true;
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                await SendGatheredAsync().ConfigureAwait(false);
                EndSend();
                if (!TryBeginSend())
                {
                    return;
                }

                // Others go on writing: whoever flushed first has done its share.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The read loop sees the same end and says why.
            Fail();
        }
    }

    private async ValueTask SendGatheredAsync()
    {
        var start = 0;
        for (var i = 0; i <= _sendingBreaks.Count; i++)
        {
            if (TryTakeControl())
            {
                await stream.WriteAsync(_sendingControl.WrittenMemory).ConfigureAwait(false);
                Sent(_sendingControl.WrittenCount, gathered: 0);
                _sendingControl.ResetWrittenCount();
            }

            var end = i < _sendingBreaks.Count ? _sendingBreaks[i] : _sending.WrittenCount;
            if (end > start)
            {
                await stream.WriteAsync(_sending.WrittenMemory[start..end]).ConfigureAwait(false);
                Sent(end - start, gathered: end - start);
                start = end;
            }
        }

        await stream.FlushAsync().ConfigureAwait(false);
    }

    private bool TryTakeControl()
    {
        lock (_gate)
        {
            (_control, _sendingControl) = (_sendingControl, _control);
            return _sendingControl.WrittenCount > 0;
        }
    }

    private void Sent(int count, int gathered)
    {
        lock (_gate)
        {
            _waiting -= count;
            _sentCount += gathered;
            if (_waiting <= bound)
            {
                _room?.TrySetResult();
                _room = null;
            }
        }
    }

    private void EndSend()
    {
        lock (_gate)
        {
            if (_sending.Capacity > 4L * bound)
            {
                _sending = new ArrayBufferWriter<byte>();
            }
            else
            {
                _sending.ResetWrittenCount();
            }

            _sendingBreaks.Clear();
            _isSending = false;
            if (_waiting == 0)
            {
                _drained?.TrySetResult();
                _drained = null;
            }

            if (_marks is not null)
            {
                CompleteMarks(_marks);
            }
        }
    }

    private void CompleteMarks(List<(long Mark, TaskCompletionSource<bool> Sent)> marks)
    {
        marks.RemoveAll(m => m.Mark <= _sentCount && m.Sent.TrySetResult(true));
        if (marks.Count is 0)
        {
            _marks = null;
        }
    }
}
