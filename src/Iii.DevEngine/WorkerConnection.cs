using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Iii.DevEngine.Access;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

// A source without a timer holds nothing, and calls that end late may still ask its token.
#pragma warning disable CA1001
/// <summary>One connected worker: its socket, and what the engine knows of it.</summary>
internal sealed class WorkerConnection(WebSocket socket, string? address, int maxMessageBytes, EngineLimits limits, ILogger logger)
#pragma warning restore CA1001
{
    private const int OutgoingFrames = 64;

    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(OutgoingFrames) { SingleReader = true });
    private readonly Backlog _unread = new(limits.UnreadBytes);
    private int _inProcessCalls;
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString();

    public string ReattachToken { get; } = Guid.NewGuid().ToString();

    public string? Address { get; } = address;

    /// <summary>What it may call and register.</summary>
    public required WorkerAccess Access { get; init; }

    /// <summary>Counts the frames that are on their way.</summary>
    public EngineActivity? Activity { get; init; }

    public long ConnectedAt { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>The namespace; null until the worker has named it or the grace is over.</summary>
    public string? Namespace { get; set; }

    /// <summary>Registrations that wait for the namespace.</summary>
    public Queue<(JsonElement Frame, int Length)> WaitingRegistrations { get; } = new();

    /// <summary>What <see cref="WaitingRegistrations"/> takes.</summary>
    public Backlog WaitingForNamespace { get; } = new(limits.WaitingRegistrationBytes);

    /// <summary>The calls of the worker that are under way.</summary>
    public Backlog OpenCalls { get; } = new(limits.OpenCallBytes);

    /// <summary>The answers to the worker that it has not read yet.</summary>
    public Backlog UnreadAnswers { get; } = new(limits.UnreadAnswerBytes);

    public ITimer? Grace { get; set; }

    /// <summary>Ends the connection in favour of another one of the same worker.</summary>
    public Action? Evict { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? Runtime { get; set; }

    public string? Version { get; set; }

    public string? Os { get; set; }

    public string? Isolation { get; set; }

    public long? Pid { get; set; }

    /// <summary>The connection is being cleaned up: what it has not answered by now ends.</summary>
    public bool IsLeaving => _leaving.IsCancellationRequested;

    /// <summary>Ends when the clean-up begins.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>Completes when the connection was cleaned up after its end.</summary>
    public Task Ended => _ended.Task;

    /// <summary>From now on every new call of it or to it sees that it goes.</summary>
    public void Leave()
    {
        _leaving.Cancel();
        Interlocked.MemoryBarrier();
    }

    /// <summary>How many of the engine's own functions run for it.</summary>
    public int InProcessCalls => Volatile.Read(ref _inProcessCalls);

    public void CountInProcess(int change) => Interlocked.Add(ref _inProcessCalls, change);

    public void HasEnded() => _ended.TrySetResult();

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
