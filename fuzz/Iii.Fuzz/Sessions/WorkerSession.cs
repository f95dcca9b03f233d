using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Iii.Connection;

namespace Iii.Fuzz.Sessions;

/// <summary>Hands the lines of an input to a worker that observes and is observed, as the frames of an engine.</summary>
internal static class WorkerSession
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whatever comes is taken or skipped: a ping after all the frames is answered on the same connection, unless the engine has refused the
    /// worker by one of them. As long as all that comes is JSON, so is all that the worker sends: the reader of frames does not look into
    /// texts that are only handed back.
    /// </summary>
    public static void Run(byte[] input) => RunAsync(input).GetAwaiter().GetResult();

    private static async Task RunAsync(byte[] input)
    {
        var log = new ErrorLog();
        var engine = new Engine([.. FrameLines.Of(input)]);
        var worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Name = "fuzz";
            options.Transport = engine;
            options.LoggerFactory = log;
        });
        worker.AddFunctions();
        var handle = worker.Observe("s", "t", new ObserverOptions { Id = "o-1" });
        handle.StateChanged += static (_, change) => _ = change.ToString();
        var running = worker.RunAsync();
        var ended = await Task.WhenAny(engine.Answered, running).WaitAsync(s_limit).ConfigureAwait(false);
        if (ended == running)
        {
            try
            {
                await running.ConfigureAwait(false);
            }
            catch (IIIException)
            {
                // The engine has refused it.
            }
        }
        else
        {
            await engine.Answered.ConfigureAwait(false);
        }

        // No engine is left that could confirm that the observers have ended.
        await worker.StopAsync(new CancellationToken(canceled: true)).WaitAsync(s_limit).ConfigureAwait(false);
        await worker.DisposeAsync().AsTask().WaitAsync(s_limit).ConfigureAwait(false);
        log.Check();
    }

    /// <summary>Represents an engine of one connection, which ends after a last ping is answered.</summary>
    private sealed class Engine : ITransport, ITransportSession
    {
        private readonly Channel<byte[]> _toWorker = Channel.CreateUnbounded<byte[]>();
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _connectionCount;
        private readonly bool _isAllJson;
        private int _pingCount;

        public Engine(byte[][] frames)
        {
            Send("""{"type":"workerregistered","worker_id":"w","reattach_token":"r","features":["observe.v1","observe.v2"]}"""u8.ToArray());
            _isAllJson = Array.TrueForAll(frames, IsJson);
            foreach (var frame in frames)
            {
                Send(frame);
            }

            Send("""{"type":"ping"}"""u8.ToArray());
        }

        public Task Answered => _answered.Task;

        public bool IsFull => false;

        public string? EndReason => null;

        public Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _connectionCount) > 1)
            {
                _answered.TrySetException(new InvalidOperationException("The worker has ended its connection."));
            }

            return Task.FromResult<ITransportSession>(this);
        }

        public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
        {
            if (_toWorker.Reader.TryRead(out var frame))
            {
                return frame;
            }

            await _toWorker.Reader.WaitToReadAsync().ConfigureAwait(false);
            return _toWorker.Reader.TryRead(out frame) ? new ReadOnlyMemory<byte>(frame) : default(ReadOnlyMemory<byte>?);
        }

        public void Write(ReadOnlyMemory<byte> message)
        {
            try
            {
                using var frame = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = 512 });
                if (frame.RootElement.GetProperty("type").GetString() is "pong" && Interlocked.Decrement(ref _pingCount) == 0)
                {
                    _answered.TrySetResult();
                }
            }
            catch (JsonException) when (!_isAllJson)
            {
                // A text of a frame that is no JSON was handed back.
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                _answered.TrySetException(new InvalidOperationException($"The worker has sent {Encoding.UTF8.GetString(message.Span)}", e));
            }
        }

        public void Flush()
        {
        }

        public Task WaitForRoomAsync() => Task.CompletedTask;

        public Task CloseAsync(CancellationToken cancellationToken)
        {
            _toWorker.Writer.TryComplete();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _toWorker.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        private static bool IsJson(byte[] frame)
        {
            try
            {
                using var document = JsonDocument.Parse(frame, new JsonDocumentOptions { MaxDepth = 512 });
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }

        private void Send(byte[] frame)
        {
            // What is no ping to the worker counts as none: the last ping is found by counting all of them.
            var reader = new Protocol.FrameReader();
            if (reader.Read(frame) is null && reader.Type is Protocol.FrameType.Ping)
            {
                _pingCount++;
            }

            _toWorker.Writer.TryWrite(frame);
        }
    }
}
