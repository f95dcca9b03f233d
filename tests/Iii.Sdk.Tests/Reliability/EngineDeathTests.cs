using System.Collections.Concurrent;
using Iii.Connection;
using Iii.Connection.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests.Reliability;

/// <summary>The engine dies wherever it may: nothing is lost that can be kept, nothing ends twice, nothing is left behind.</summary>
[Collection(AloneCollection.Name)]
public sealed class EngineDeathTests
{
    private static readonly byte[] s_script =
    [
        .. ScriptedStream.Frame("""{"type":"workerregistered","worker_id":"w","reattach_token":"t"}"""),
        .. ScriptedStream.Frame("""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"echo","data":"first"}"""),
        .. ScriptedStream.Frame(0x89, "beat"u8),
        .. ScriptedStream.Frame(0x01, """{"type":"invokefunction","invocation_id":"00000000-0000-0000-"""u8),
        .. ScriptedStream.Frame(0x80, """0000-000000000002","function_id":"echo","data":"second"}"""u8),
        .. ScriptedStream.Frame("""{"type":"ping"}"""),
    ];

    [Fact]
    public async Task At_every_byte_of_what_it_says()
    {
        var engine = new DyingEngine(s_script);
        var worker = Create(engine);
        worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload));
        var running = worker.RunAsync();
        var calls = new List<Task>();
        await Eventually.TrueAsync(() =>
        {
            Assert.False(running.IsCompleted);
            calls.Add(worker.CallRawAsync("other::f", default));
            return engine.Deaths >= s_script.Length;
        });

        // The engine lives from now on: all that it says is understood, and it is told everything anew.
        var last = await engine.Survivor.Task.WaitAsync(TestTimeout.Default);
        await Eventually.TrueAsync(() => last.Written.Count(m => m.Contains("invocationresult", StringComparison.Ordinal)) == 2 && last.Written.Any(m => m.Contains("pong", StringComparison.Ordinal)));
        Assert.Contains("\"reattach\"", last.Written[0], StringComparison.Ordinal);
        Assert.Single(last.Written, m => m.Contains("\"registerfunction\"", StringComparison.Ordinal));
        await worker.DisposeAsync();

        // Each call has ended, and each answer went out once at the most over each connection.
        await Task.WhenAll(calls.Select(EndedAsync)).WaitAsync(TestTimeout.Default);
        Assert.All(engine.Streams, s => Assert.Equal(Answers(s).Distinct(), Answers(s)));
        Assert.All(engine.Streams, s => Assert.True(s.Written.Count(m => m.Contains("\"registerfunction\"", StringComparison.Ordinal)) <= 1));

        static IEnumerable<string> Answers(ScriptedStream stream) => stream.Written.Where(m => m.Contains("invocationresult", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1011)]
    [InlineData(4000)]
    public async Task A_clean_close_is_a_loss_like_any_other(int code)
    {
        var engine = new DyingEngine([.. ScriptedStream.Frame(0x88, [(byte)(code >> 8), (byte)code])], says: DyingEngine.Everything);
        var worker = Create(engine);
        _ = worker.RunAsync();
        await engine.Survivor.Task.WaitAsync(TestTimeout.Default);
        await worker.WaitForConnectedAsync().WaitAsync(TestTimeout.Default);
        await worker.DisposeAsync();
        Assert.Equal(2, engine.Streams.Count);
    }

    [Fact]
    public async Task A_thousand_times_with_calls_in_flight_both_ways()
    {
        const int Calls = 5;
        var engine = new FakeEngine();
        var worker = Create(engine);
        var going = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        worker.RegisterRawFunction("wait", async (payload, _) =>
        {
            Interlocked.Increment(ref running);
            await going.Task;
            Interlocked.Decrement(ref running);
            return payload;
        });
        _ = worker.RunAsync();
        var ended = 0;
        long early = 0;
        for (var round = 1; round <= 1_000; round++)
        {
            var session = await engine.NextSessionAsync();
            var calls = Enumerable.Range(0, Calls).Select(_ => worker.CallRawAsync("other::f", default)).ToArray();
            for (var i = 0; i < Calls; i++)
            {
                Assert.Equal("other::f", (await NextCallAsync(session)).GetProperty("function_id").GetString());
            }

            for (var i = 0; i < Calls; i++)
            {
                session.SendCall(i, "wait");
            }

            await Eventually.TrueAsync(() => Volatile.Read(ref running) == Calls);
            session.Drop();
            foreach (var call in calls)
            {
                Assert.Equal(IIIErrorCodes.ConnectionLost, (await Assert.ThrowsAsync<IIIInvocationException>(() => call.WaitAsync(TestTimeout.Default))).Code);
                ended++;
            }

            Interlocked.Exchange(ref going, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            await Eventually.TrueAsync(() => Volatile.Read(ref running) == 0);
            if (round == 100)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        Assert.Equal(1_000 * Calls, ended);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - early;
        Assert.True(growth < 1_000_000, $"{growth:N0} bytes are kept of 900 connections.");

        // It serves as on the first day.
        var survivor = await engine.NextSessionAsync();
        Volatile.Read(ref going).SetResult();
        survivor.SendCall(7, "wait", "7");
        Assert.Equal((7, "7"), await survivor.NextAnswerAsync());
        await worker.DisposeAsync();
    }

    private static IIIWorker Create(ITransport engine) => IIIWorker.Create("ws://localhost:1", options =>
    {
        options.Transport = engine;
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.Reconnect.InitialDelay = options.Reconnect.MaxDelay = TimeSpan.FromMilliseconds(1);
    });

    private static async Task<System.Text.Json.JsonElement> NextCallAsync(FakeSession session)
    {
        while (true)
        {
            // The worker introduces itself by a call, too.
            var frame = await session.NextAsync("invokefunction");
            if (!frame.GetProperty("function_id").GetString()!.StartsWith("engine::", StringComparison.Ordinal))
            {
                return frame;
            }
        }
    }

    private static async Task EndedAsync(Task call) =>
        Assert.Contains((await Assert.ThrowsAsync<IIIInvocationException>(() => call)).Code, (string[])[IIIErrorCodes.ConnectionLost, IIIErrorCodes.Shutdown, IIIErrorCodes.NotConnected]);

    /// <summary>Says one byte more on each connection, and dies then; when it has said everything it lives on.</summary>
    private sealed class DyingEngine(byte[] script, int says = 0) : ITransport
    {
        public const int Everything = int.MaxValue;

        private int _connections;

        public int Deaths => Math.Min(Volatile.Read(ref _connections), script.Length);

        public ConcurrentQueue<ScriptedStream> Streams { get; } = new();

        public TaskCompletionSource<ScriptedStream> Survivor { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
        {
            var connection = Interlocked.Increment(ref _connections) - 1;
            var said = says is Everything ? script.Length : connection;
            var lives = says is Everything ? connection > 0 : said >= script.Length;
            var stream = new ScriptedStream([lives && says is Everything ? default : script.AsMemory(..Math.Min(said, script.Length))], lives ? StreamEnd.Silent : said % 2 == 0 ? StreamEnd.Closed : StreamEnd.Reset);
            Streams.Enqueue(stream);
            if (lives)
            {
                Survivor.TrySetResult(stream);
            }

            return Task.FromResult<ITransportSession>(new WebSocketSession(stream, stream, new IIIWorkerOptions()));
        }
    }
}
