using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>What goes to the worker and comes from it.</summary>
internal sealed partial class WorkerConnection
{
    // As much as a system call moves, and some more that gathers meanwhile.
    private const int OutgoingBytes = 256 * 1024;

    private readonly OutgoingFrames _outgoing = new(OutgoingBytes);
    private readonly Backlog _unread = new(limits.UnreadBytes);

    /// <summary>Queues an answer to something that the worker has sent.</summary>
    public async ValueTask AnswerAsync(Action<Utf8JsonWriter> write)
    {
        var frame = Frame(write);
        var sending = SendAsync(frame);
        if (sending.IsCompleted)
        {
            return;
        }

        UnreadAnswers.Add(frame.Length);
        try
        {
            await sending.ConfigureAwait(false);
        }
        finally
        {
            UnreadAnswers.Remove(frame.Length);
        }
    }

    /// <summary>Queues a frame; waits while the worker takes none. A worker that leaves too many unread is cut off.</summary>
    /// <returns>False when the connection is over.</returns>
    public ValueTask<bool> SendAsync(Action<Utf8JsonWriter> write) => SendAsync(Frame(write));

    private async ValueTask<bool> SendAsync(byte[] frame)
    {
        Activity?.Begin();
        var isSent = false;
        try
        {
            return isSent = await QueueAsync(frame).ConfigureAwait(false);
        }
        finally
        {
            if (!isSent)
            {
                Activity?.End();
            }
        }
    }

    private async ValueTask<bool> QueueAsync(byte[] frame)
    {
        var queueing = _outgoing.AddAsync(frame);
        if (queueing.IsCompleted)
        {
            return await queueing.ConfigureAwait(false);
        }

        if (!_unread.TryAdd(frame.Length))
        {
            CutOff("it does not read what it is sent");
            return false;
        }

        try
        {
            return await queueing.ConfigureAwait(false);
        }
        finally
        {
            _unread.Remove(frame.Length);
        }
    }

    private static byte[] Frame(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Sends queued frames until the connection ends.</summary>
    public async Task WriteAsync()
    {
        try
        {
            while (await _outgoing.TakeAsync().ConfigureAwait(false) is { } frames)
            {
                await WriteAsync(frames).ConfigureAwait(false);
            }

            // The real engine sends no code; this WebSocket can not leave it out.
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The reading side sees the same end and cleans up.
            _outgoing.Complete();
            for (var rest = await _outgoing.TakeAsync().ConfigureAwait(false); rest is not null; rest = await _outgoing.TakeAsync().ConfigureAwait(false))
            {
                Forget(rest.Count);
            }
        }
    }

    private async Task WriteAsync(IReadOnlyList<byte[]> frames)
    {
        var sent = 0;
        try
        {
            for (; sent < frames.Count; sent++)
            {
                await socket.SendAsync(frames[sent], WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
                Forget(1);
            }
        }
        finally
        {
            Forget(frames.Count - sent);
        }
    }

    /// <summary>Frames are not on their way any more.</summary>
    private void Forget(int frames)
    {
        for (; Activity is not null && frames > 0; frames--)
        {
            Activity.End();
        }
    }

    /// <summary>The next message that is not telemetry; null when the connection is over.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (message, isBinary) = await socket.ReceiveMessageAsync(maxMessageBytes, cancellationToken).ConfigureAwait(false);
            if (message is null || !(isBinary && Telemetry.IsFrame(message.Value.Span)))
            {
                return message;
            }
        }
    }

    /// <summary>Sends what is queued, then closes.</summary>
    public void Close() => _outgoing.Complete();

    /// <summary>Ends the connection at once, and says why in the log.</summary>
    public void CutOff(string problem)
    {
        if (_outgoing.Complete())
        {
            EngineLog.CutOff(logger, Label, problem);
        }

        Abort();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Abort()
    {
        _outgoing.Complete();
        socket.Abort();
    }
}
