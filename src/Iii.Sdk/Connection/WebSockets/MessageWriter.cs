using System.Buffers;

namespace Iii.Connection.WebSockets;

/// <summary>
/// Gathers frames, so that many small ones cost one system call. While one send is under way, frames gather in a second buffer and go out with the next.
/// </summary>
/// <remarks>Writing never blocks; <see cref="IsFull"/> tells writers when to wait.</remarks>
internal sealed class MessageWriter(Stream stream, int bound)
{
    /// <summary>The longest payload of one frame; a longer message goes in parts. The engine takes no frame of more than 16 MiB.</summary>
    public const int LargestFrame = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly FrameMask _mask = new();
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _sending = new();
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _drained;
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
            while (payload.Length > LargestFrame)
            {
                WriteFrame(opcode, isFinal: false, payload[..LargestFrame]);
                payload = payload[LargestFrame..];
                opcode = Opcode.Continuation;
            }

            WriteFrame(opcode, isFinal: true, payload);
        }
    }

    /// <summary>Sends what was gathered, without waiting for a peer that reads slowly.</summary>
    public void Flush()
    {
        if (TryBeginSend(out var gathered))
        {
            _ = SendAsync(gathered);
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

    /// <summary>The connection is over: nothing more goes out, nobody waits any longer.</summary>
    public void Fail()
    {
        lock (_gate)
        {
            _hasFailed = true;
            _room?.TrySetResult();
            _drained?.TrySetResult();
        }
    }

    private void WriteFrame(Opcode opcode, bool isFinal, ReadOnlySpan<byte> payload)
    {
        var key = _mask.NextKey();
        var frame = _filling.GetSpan(FrameHeader.MaxSize + payload.Length);
        var head = FrameHeader.Write(frame, opcode, isFinal, payload.Length, key);
        FrameMask.Apply(payload, key, frame[head..]);
        _filling.Advance(head + payload.Length);
        _waiting += head + payload.Length;
    }

    private bool TryBeginSend(out ArrayBufferWriter<byte> gathered)
    {
        lock (_gate)
        {
            gathered = _filling;
            if (_isSending || _hasFailed || gathered.WrittenCount == 0)
            {
                return false;
            }

            _isSending = true;
            (_filling, _sending) = (_sending, _filling);
            return true;
        }
    }

    private async Task SendAsync(ArrayBufferWriter<byte> gathered)
    {
        try
        {
            while (true)
            {
                await stream.WriteAsync(gathered.WrittenMemory).ConfigureAwait(false);
                await stream.FlushAsync().ConfigureAwait(false);
                Sent();
                if (!TryBeginSend(out gathered))
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

    private void Sent()
    {
        lock (_gate)
        {
            _waiting -= _sending.WrittenCount;
            if (_sending.Capacity > 4L * bound)
            {
                _sending = new ArrayBufferWriter<byte>();
            }
            else
            {
                _sending.ResetWrittenCount();
            }

            _isSending = false;
            if (_waiting <= bound)
            {
                _room?.TrySetResult();
                _room = null;
            }

            if (_waiting == 0)
            {
                _drained?.TrySetResult();
                _drained = null;
            }
        }
    }
}
