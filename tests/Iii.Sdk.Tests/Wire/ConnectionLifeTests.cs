using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;

namespace Iii.Tests;

/// <summary>How connections end and begin again, over real sockets. The numbers are those of the design's scenarios 19.5.</summary>
public sealed class ConnectionLifeTests : IDisposable
{
    private readonly LoopbackEngine _engine = new();
    private readonly FakeLogCollector _log = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(null)]
    [InlineData(-1)]
    public async Task C1_Connection_endsInWhateverWay_reconnects(int? code)
    {
        await using var worker = Worker();
        _ = worker.RunAsync();
        using var first = await _engine.AcceptAsync();
        await first.NextAsync("registerfunction");
        if (code is -1)
        {
            first.Reset();
        }
        else
        {
            await first.CloseAsync(code, code is null ? "" : "as planned");
        }

        using var second = await _engine.AcceptAsync();
        Assert.Equal("f::echo", (await second.NextAsync("registerfunction")).GetProperty("id").GetString());
        await worker.WaitForConnectedAsync().WaitAsync(TestTimeout.Default);
        await second.CallAsync(1, "f::echo", "7");
        Assert.Equal(7, (await second.NextAsync("invocationresult")).GetProperty("result").GetInt32());
        if (code > 0)
        {
            Assert.Contains(_log.GetSnapshot(), m => m.Level is LogLevel.Information && m.Message.Contains($"({code}, as planned)", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"type":"triggerregistrationresult","id":"t","error":"a text"}""")]
    [InlineData("""{"type":"invocationresult","invocation_id":"00000000-0000-4000-8000-000000000000","error":"a text"}""")]
    [InlineData("""{"type":"registertrigger","id":7,"trigger_type":[],"function_id":{},"config":null}""")]
    public async Task C2_Frame_cannotBeHandled_connectionGoesOn(string frame)
    {
        await using var worker = Worker();
        _ = worker.RunAsync();
        using var session = await _engine.AcceptAsync();
        await session.SendAsync(frame);
        await session.SendAsync(Connection.WebSockets.Opcode.Binary, """{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"f::echo","data":1}"""u8.ToArray());
        Assert.Equal(1, (await session.NextAsync("invocationresult")).GetProperty("result").GetInt32());
        Assert.False(_engine.HasCaller);
    }

    [Fact]
    public async Task C5_Sockets_dieDuringTheReplay_areFailedAttemptsAndTheNextOneRegisters()
    {
        await using var worker = Worker(options => options.Reconnect.MaxAttempts = 3, large: true);
        _ = worker.RunAsync();
        for (var i = 0; i < 2; i++)
        {
            using var dying = await _engine.AcceptAsync();
            dying.Reset();
        }

        using var session = await _engine.AcceptAsync();
        await session.NextAsync("registerfunction");
        await session.NextAsync("registerfunction");
        await worker.WaitForConnectedAsync().WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task C6_AllSocketsDieDuringTheReplay_oneRetryAllowed_endsFailedAfterTwo()
    {
        await using var worker = Worker(options => options.Reconnect.MaxAttempts = 1, large: true);
        var running = worker.RunAsync();
        for (var i = 0; i < 2; i++)
        {
            using var dying = await _engine.AcceptAsync();
            dying.Reset();
        }

        Assert.Equal(IIIErrorCodes.NotConnected, (await Assert.ThrowsAsync<IIIException>(() => running.WaitAsync(TestTimeout.Default))).Code);
        Assert.Equal(IIIConnectionState.Failed, worker.State);
        Assert.False(_engine.HasCaller);
    }

    [Fact]
    public async Task Replay_writeFails_losesNothingThatWasQueued()
    {
        await using var worker = Worker(large: true);
        await worker.SendRawAsync("other::void", "1"u8.ToArray());
        var call = worker.CallRawAsync("other::f", "2"u8.ToArray());
        _ = worker.RunAsync();
        using (var dying = await _engine.AcceptAsync())
        {
            dying.Reset();
        }

        using var session = await _engine.AcceptAsync();
        Assert.Equal(1, (await session.NextCallAsync("other::void")).GetProperty("data").GetInt32());
        var frame = await session.NextCallAsync("other::f");
        await session.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{frame.GetProperty("invocation_id").GetString()}}","function_id":"other::f","result":3}""");
        Assert.Equal("3"u8.ToArray(), (await call.WaitAsync(TestTimeout.Default)).ToArray());
    }

    [Fact]
    public async Task C8_Shutdown_sendsACloseFrameAndConnectsNoMore()
    {
        await using var worker = Worker(options => options.DrainTimeout = TimeSpan.FromSeconds(2));
        var running = worker.RunAsync();
        using var session = await _engine.AcceptAsync();
        await session.NextAsync("registerfunction");
        var stopping = worker.StopAsync();
        Assert.Equal(1000, await session.NextCloseAsync());
        Assert.False(stopping.IsCompleted);
        await session.CloseAsync(1000);
        await stopping.WaitAsync(TestTimeout.Default);
        await running.WaitAsync(TestTimeout.Default);
        Assert.False(_engine.HasCaller);
    }

    [Fact]
    public async Task C8_Shutdown_engineDoesNotAnswer_endsAllTheSame()
    {
        await using var worker = Worker(options => options.DrainTimeout = TimeSpan.FromSeconds(2));
        var running = worker.RunAsync();
        using var session = await _engine.AcceptAsync();
        await session.NextAsync("registerfunction");
        await worker.StopAsync().WaitAsync(TestTimeout.Default);
        await running.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task C11_Functions_registeredBeforeTheConnect_goOutOncePerConnection()
    {
        await using var worker = Worker();
        for (var i = 0; i < 4; i++)
        {
            worker.RegisterRawFunction($"f::{i}", (payload, _) => ValueTask.FromResult(payload));
        }

        _ = worker.RunAsync();
        for (var connection = 0; connection < 2; connection++)
        {
            using var session = await _engine.AcceptAsync();
            var ids = new List<string>();
            while (ids.Count < 5)
            {
                ids.Add((await session.NextAsync("registerfunction")).GetProperty("id").GetString()!);
            }

            // Nothing more of them comes before the answer.
            await session.CallAsync(1, "f::echo");
            Assert.Equal("invocationresult", JsonDocument.Parse(await session.NextMessageAsync()).RootElement.GetProperty("type").GetString());
            Assert.Equal(["f::0", "f::1", "f::2", "f::3", "f::echo"], ids.Order(StringComparer.Ordinal));
            session.Reset();
        }
    }

    private IIIWorker Worker(Action<IIIWorkerOptions>? configure = null, bool large = false)
    {
        var worker = IIIWorker.Create(_engine.Url, options =>
        {
            options.LoggerFactory = new LoggerFactory([new FakeLoggerProvider(_log)]);
            options.ProcessMarker = false;
            options.DrainTimeout = TimeSpan.Zero;
            options.Reconnect.InitialDelay = options.Reconnect.MaxDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        worker.RegisterRawFunction("f::echo", (payload, _) => ValueTask.FromResult(payload));
        if (large)
        {
            // More than the system's buffers take: the replay is not through before the engine reads it.
            worker.RegisterRawFunction("f::large", (payload, _) => ValueTask.FromResult(payload), new FunctionOptions { Metadata = $"\"{new string('x', 30_000_000)}\"" });
        }

        return worker;
    }
}
