using System.Net.Sockets;
using System.Text;
using Iii.Connection;
using Iii.Connection.WebSockets;
using Iii.DevEngine.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests.Reliability;

/// <summary>Handlers that take their time, and the thread with it: the connection lives on, and the worker can stop.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class SlowHandlerTests : IAsyncLifetime
{
    private readonly TestClock _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ManualResetEventSlim _released = new();
    private readonly SemaphoreSlim _begun = new(0);
    private NetworkStream _engine = null!;
    private IIIWorker _worker = null!;

    public async Task InitializeAsync()
    {
        (var stream, _engine) = await SocketPair.ConnectAsync();
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = new OneConnection(new WebSocketSession(stream, stream, new IIIWorkerOptions { TimeProvider = _time }));
            options.TimeProvider = _time;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _worker.RegisterRawFunction("block", (payload, _) =>
        {
            _begun.Release();
            _released.Wait();
            return ValueTask.FromResult(payload);
        });
        _ = _worker.RunAsync();
        await _worker.WaitForConnectedAsync();
        await _engine.WriteAsync(ScriptedStream.Frame("""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"block","data":1}"""));
        Assert.True(await _begun.WaitAsync(TestTimeout.Default));
    }

    public async Task DisposeAsync()
    {
        _released.Set();

        // Time stands still: only an engine that is gone ends the waiting for its close.
        await _engine.DisposeAsync();
        await _worker.DisposeAsync();
        _released.Dispose();
        _begun.Dispose();
    }

    [Fact]
    public async Task Heartbeats_go_on()
    {
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            await ReadToAsync(frame => frame[0] == 0x89);
            await _engine.WriteAsync(ScriptedStream.Frame(0x8A, ""u8));
            await _engine.WriteAsync(ScriptedStream.Frame("""{"type":"ping"}"""));
            await ReadToAsync(frame => frame[0] == 0x81 && Text(frame).Contains("pong", StringComparison.Ordinal));
        }

        Assert.Equal(IIIConnectionState.Connected, _worker.State);
    }

    [Fact]
    public async Task The_worker_stops_without_them_and_says_so_to_their_callers()
    {
        var stopping = _worker.StopAsync();
        await _time.WaitsAsync(TimeSpan.FromSeconds(2));
        Assert.False(stopping.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        var answer = Text(await ReadToAsync(frame => frame[0] == 0x81 && Text(frame).Contains("invocationresult", StringComparison.Ordinal)));
        Assert.Contains(IIIErrorCodes.InvocationStopped, answer, StringComparison.Ordinal);

        // The engine takes note of the close.
        await ReadToAsync(frame => frame[0] == 0x88);
        await _engine.WriteAsync(new byte[] { 0x88, 0x00 });
        await stopping.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task The_worker_is_done_before_supervisors_kill_even_if_the_engine_says_nothing()
    {
        var stopping = _worker.StopAsync();
        await _time.WaitsAsync(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));
        await _time.WaitsAsync(TimeSpan.FromSeconds(0.5));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        await stopping.WaitAsync(TestTimeout.Default);
    }

    private async Task<byte[]> ReadToAsync(Func<byte[], bool> isIt)
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        while (true)
        {
            var frame = await NextFrameAsync(timeout.Token);
            if (isIt(frame))
            {
                return frame;
            }
        }
    }

    /// <summary>The first byte of a frame and its payload, unmasked.</summary>
    private async Task<byte[]> NextFrameAsync(CancellationToken cancellationToken)
    {
        var head = new byte[2];
        await _engine.ReadExactlyAsync(head, cancellationToken);
        var extended = new byte[(head[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 }];
        await _engine.ReadExactlyAsync(extended, cancellationToken);
        var length = extended.Length == 0 ? head[1] & 0x7F : extended.Aggregate(0, (sum, b) => (sum << 8) | b);
        var rest = new byte[4 + length];
        await _engine.ReadExactlyAsync(rest, cancellationToken);
        return [head[0], .. rest[4..].Select((b, i) => (byte)(b ^ rest[i & 3]))];
    }

    private static string Text(byte[] frame) => Encoding.UTF8.GetString(frame, 1, frame.Length - 1);

    private sealed class OneConnection(ITransportSession session) : ITransport
    {
        public Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken) => Task.FromResult(session);
    }
}
