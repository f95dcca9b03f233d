using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Iii.DevEngine;

/// <summary>What goes to the worker and comes from it.</summary>
internal sealed partial class WorkerConnection
{
    private const int OutgoingFrames = 64;

    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(OutgoingFrames) { SingleReader = true });
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
        try
        {
            var queueing = _outgoing.Writer.WriteAsync(frame);
            if (queueing.IsCompleted)
            {
                await queueing.ConfigureAwait(false);
                return true;
            }

            if (!_unread.TryAdd(frame.Length))
            {
                CutOff("it does not read what it is sent");
                return false;
            }

            try
            {
                await queueing.ConfigureAwait(false);
                return true;
            }
            finally
            {
                _unread.Remove(frame.Length);
            }
        }
        catch (ChannelClosedException)
        {
            return false;
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
            await foreach (var frame in _outgoing.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                try
                {
                    await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
                }
                finally
                {
                    Activity?.End();
                }
            }

            // The real engine sends no code; this WebSocket can not leave it out.
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The reading side sees the same end and cleans up.
            _outgoing.Writer.TryComplete();
            while (_outgoing.Reader.TryRead(out _))
            {
                Activity?.End();
            }
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
    public void Close() => _outgoing.Writer.TryComplete();

    /// <summary>Ends the connection at once, and says why in the log.</summary>
    public void CutOff(string problem)
    {
        if (_outgoing.Writer.TryComplete())
        {
            EngineLog.CutOff(logger, Name ?? Id, problem);
        }

        Abort();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Abort()
    {
        _outgoing.Writer.TryComplete();
        socket.Abort();
    }
}
