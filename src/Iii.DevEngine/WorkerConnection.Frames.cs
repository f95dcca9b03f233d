using System.Text.Json;
using Iii.Connection.WebSockets;
using Iii.DevEngine.Sessions;

namespace Iii.DevEngine;

/// <summary>What goes to the worker and comes from it.</summary>
internal sealed partial class WorkerConnection
{
    // As much as a system call moves, and some more that gathers meanwhile.
    private const int OutgoingBytes = 256 * 1024;

    // As far as its sender is concerned, it has gone.
    private static readonly Task<bool> s_dropped = Task.FromResult(true);

    private readonly OutgoingFrames _outgoing = new(OutgoingBytes);
    private readonly Backlog _unread = new(limits.UnreadBytes);
    private readonly SendBatch _batch = new();
    private byte[] _close = WireFrame.Close;
    private Func<byte[]?>? _takeControl;
    private volatile bool _isCut;

    /// <summary>Queues an answer to something that the worker has sent.</summary>
    public Task AnswerAsync(Action<Utf8JsonWriter> fields) => AnswerAsync(TextFrame.Of(fields));

    /// <inheritdoc cref="AnswerAsync(Action{Utf8JsonWriter})"/>
    public Task AnswerAsync(byte[] frame)
    {
        var sending = SendAsync(frame);
        return sending.IsCompleted ? sending : CountUnreadAsync(sending, frame.Length);
    }

    /// <summary>Queues a frame; waits while the worker takes none. A worker that leaves too many unread is cut off.</summary>
    /// <returns>False when the connection is over.</returns>
    public Task<bool> SendAsync(Action<Utf8JsonWriter> fields) => SendAsync(TextFrame.Of(fields));

    /// <inheritdoc cref="SendAsync(Action{Utf8JsonWriter})"/>
    /// <remarks>A message that is larger than the worker receives is dropped.
    /// A sender that can answer with an error asks <see cref="IsTooLarge"/> first.</remarks>
    public Task<bool> SendAsync(byte[] frame)
    {
        if (IsTooLarge(frame, out var size))
        {
            EngineLog.TooLargeToSend(logger, ServerFrames.TypeOf(frame), Label, size, ReceiveLimit);
            return s_dropped;
        }

        Activity?.Begin();
        var queueing = _outgoing.AddAsync(frame);
        if (!queueing.IsCompleted)
        {
            return WaitForRoomAsync(queueing, frame.Length);
        }

        var isSent = queueing.Result;
        if (isSent)
        {
            SendBatch.Flush(this);
        }
        else
        {
            Activity?.End();
        }

        return queueing;
    }

    /// <summary>Determines whether a message is larger than the worker receives.</summary>
    /// <param name="frame">The message, with its head.</param>
    /// <param name="size">Its size.</param>
    public bool IsTooLarge(byte[] frame, out int size)
    {
        // Nearly all are smaller even with their heads.
        size = frame.Length;
        return size > ReceiveLimit && (size = ServerFrames.PayloadLength(frame)) > ReceiveLimit;
    }

    /// <summary>Writes what is queued, unless somebody does so already; whoever calls this does not wait for a worker that reads slowly.</summary>
    public void Flush()
    {
        if (_outgoing.Begin() is { } frames)
        {
            _ = WriteAsync(frames);
        }
    }

    /// <summary>
    /// Hands over every message that is not telemetry, in order, until the connection is over, and then none of those that have come already.
    /// A message is valid until it was handled.
    /// What is sent while those of one read are handled, each up to its first wait, goes out together.
    /// </summary>
    public async Task ReadAsync(Func<ReadOnlyMemory<byte>, Task> handle, CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                switch (message.Opcode)
                {
                    case Opcode.Ping:
                        SendControl(WireFrame.Of(Opcode.Pong, message.Payload.Span));
                        break;
                    case Opcode.Close:
                        _close = WireFrame.AnswerToClose(message.Payload.Span);
                        return;
                    case Opcode.Text:
                    case Opcode.Binary when !Telemetry.IsFrame(message.Payload.Span):
                        await HandleAsync(handle, message.Payload).ConfigureAwait(false);
                        break;
                }
            }
        }
        finally
        {
            _batch.Flush();
        }
    }

    /// <summary>Sends what is queued, then closes.</summary>
    /// <returns>A task that completes when all was written.</returns>
    public Task CloseAsync()
    {
        Activity?.Begin();
        if (_outgoing.Complete(_close))
        {
            Flush();
        }
        else
        {
            Activity?.End();
        }

        return _outgoing.Ended;
    }

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
        _isCut = true;
        _outgoing.Complete();
        socket.Abort();
    }

    /// <summary>Sends a control frame as soon as one can go out: also between the fragments of a message.</summary>
    private void SendControl(byte[] frame)
    {
        Activity?.Begin();
        if (_outgoing.AddControl(frame))
        {
            SendBatch.Flush(this);
        }
        else
        {
            Activity?.End();
        }
    }

    private byte[]? TakeControl()
    {
        if (_outgoing.TakeControl() is not { } control)
        {
            return null;
        }

        Forget(1);
        return control;
    }

    /// <returns>Null when the connection is over.</returns>
    private async ValueTask<ReceivedMessage?> NextAsync(CancellationToken cancellationToken)
    {
        if (_isCut || cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        try
        {
            if (socket.TryReceive(out var message))
            {
                return message;
            }

            _batch.Flush();
            return await socket.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketProtocolException e)
        {
            CutOff(e.Message);
            return null;
        }
        catch (Exception e) when (WorkerSocket.IsEnd(e))
        {
            return null;
        }
    }

    private async ValueTask HandleAsync(Func<ReadOnlyMemory<byte>, Task> handle, ReadOnlyMemory<byte> message)
    {
        var handling = _batch.Run(handle, message);
        if (!handling.IsCompleted)
        {
            _batch.Flush();
        }

        await handling.ConfigureAwait(false);
    }

    private async Task CountUnreadAsync(Task<bool> sending, int length)
    {
        UnreadAnswers.Add(length);
        try
        {
            await sending.ConfigureAwait(false);
        }
        finally
        {
            UnreadAnswers.Remove(length);
        }
    }

    private async Task<bool> WaitForRoomAsync(Task<bool> queueing, int length)
    {
        var isSent = false;
        try
        {
            if (!_unread.TryAdd(length))
            {
                // Whether it was sent is known all the same: the last may have gone in the meantime.
                CutOff("it does not read what it is sent");
                return isSent = await queueing.ConfigureAwait(false);
            }

            // Those before it need not wait until the batch is over.
            Flush();
            try
            {
                return isSent = await queueing.ConfigureAwait(false);
            }
            finally
            {
                _unread.Remove(length);
            }
        }
        finally
        {
            if (!isSent)
            {
                Activity?.End();
            }
        }
    }

    private async Task WriteAsync(IReadOnlyList<byte[]>? frames)
    {
        while (frames is not null)
        {
            try
            {
                await socket.WriteAsync(frames, _takeControl ??= TakeControl).ConfigureAwait(false);
            }
            catch (Exception e) when (WorkerSocket.IsEnd(e))
            {
                // The reading side sees the same end and cleans up.
                _outgoing.Complete();
            }

            Forget(frames.Count);
            frames = _outgoing.GoOn();
            if (frames is not null)
            {
                // Others go on adding some: whoever wrote the first ones has done its share.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }
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
}
