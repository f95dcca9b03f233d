using System.Buffers;

namespace Iii.Connection;

/// <summary>
/// Stands between the WebSocket and the network so that many small frames cost few system calls: reads come from a large buffer,
/// writes made between <see cref="BeginGather"/> and <see cref="EndGather"/> wait for <see cref="Send"/>.
/// </summary>
/// <remarks>
/// A write outside of a gathering (a ping, a close frame, the handshake) is sent at once. While one send is under way, writes gather in a second buffer and
/// go out with the next send. Writes never block; <see cref="IsFull"/> tells writers when to wait.
/// </remarks>
internal sealed class CoalescingStream(Stream inner, int bound) : Stream
{
    private const int ReadSize = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly byte[] _read = new byte[ReadSize];
    private readonly ArrayBufferWriter<byte>[] _buffers = [new(), new()];
    private int _readStart;
    private int _readEnd;
    private int _filling;
    private int _gathering;
    private bool _isSending;
    private Task _sending = Task.CompletedTask;
    private TaskCompletionSource? _room;
    private Exception? _failure;
    private int _disposed;

    /// <summary>More bytes wait than the bound.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) > bound;

    private int _waiting;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void BeginGather() => Interlocked.Increment(ref _gathering);

    public void EndGather() => Interlocked.Decrement(ref _gathering);

    /// <summary>Starts sending what was gathered; returns at once.</summary>
    public void Send()
    {
        lock (_gate)
        {
            if (_isSending || _buffers[_filling].WrittenCount == 0 || _failure is not null)
            {
                return;
            }

            _isSending = true;
            _sending = SendAllAsync();
        }
    }

    /// <summary>Completes when there is room again, or the stream has failed.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (_waiting <= bound || _failure is not null)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var room = _room.Task;
            Send();
            return room;
        }
    }

    /// <summary>Sends everything that was gathered and waits for it.</summary>
    public Task DrainAsync()
    {
        Send();
        lock (_gate)
        {
            return _sending;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_readStart == _readEnd)
        {
            // A large read goes straight to its place; copying it would win nothing.
            if (buffer.Length >= ReadSize)
            {
                return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }

            _readStart = 0;
            _readEnd = await inner.ReadAsync(_read.AsMemory(0, ReadSize), cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _readEnd - _readStart);
        _read.AsSpan(_readStart, count).CopyTo(buffer.Span);
        _readStart += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_failure is { } failure)
            {
                return ValueTask.FromException(new IOException("The connection is broken.", failure));
            }

            _buffers[_filling].Write(buffer.Span);
            _waiting += buffer.Length;
            if (Volatile.Read(ref _gathering) == 0)
            {
                Send();
            }
        }

        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Sending starts in WriteAsync or Send; the WebSocket's own flush after each frame must not undo the gathering.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            await _sending.ConfigureAwait(false);
            Fail(new ObjectDisposedException(nameof(CoalescingStream)));
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            inner.Dispose();
            Fail(new ObjectDisposedException(nameof(CoalescingStream)));
        }

        base.Dispose(disposing);
    }

    private async Task SendAllAsync()
    {
        // The caller holds the gate: leave it before the first system call.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (TryTakeFilled(out var filled))
            {
                await inner.WriteAsync(filled.WrittenMemory).ConfigureAwait(false);
                await inner.FlushAsync().ConfigureAwait(false);
                Sent(filled);
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private bool TryTakeFilled(out ArrayBufferWriter<byte> filled)
    {
        lock (_gate)
        {
            filled = _buffers[_filling];
            if (filled.WrittenCount == 0)
            {
                _isSending = false;
                return false;
            }

            _filling = 1 - _filling;
            return true;
        }
    }

    private void Sent(ArrayBufferWriter<byte> buffer)
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            _waiting -= buffer.WrittenCount;
            if (buffer.Capacity > 4 * bound)
            {
                _buffers[1 - _filling] = new ArrayBufferWriter<byte>();
            }
            else
            {
                buffer.ResetWrittenCount();
            }

            if (_waiting <= bound)
            {
                room = _room;
                _room = null;
            }
        }

        room?.TrySetResult();
    }

    private void Fail(Exception failure)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _failure ??= failure;
            _isSending = false;
            room = _room;
            _room = null;
        }

        room?.TrySetResult();
    }
}
