using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>What the engine keeps for workers that do not take it has an end.</summary>
public sealed class BoundsTests : IAsyncLifetime
{
    private static readonly EngineLimits s_limits = new();
    private static readonly string s_large = $"\"{new string('x', 512 * 1024)}\"";

    private readonly FakeLogCollector _log = new();
    private TestEngine _engine = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Registrations_that_wait_for_a_namespace_are_kept_up_to_a_limit_and_then_the_worker_is_cut_off()
    {
        await StartAsync(s_limits with { WaitingRegistrationBytes = 10_000 });
        await using var patient = await RawWorker.ConnectAsync(_engine.Engine, null);
        for (var i = 0; i < 17; i++)
        {
            await patient.SendAsync($$"""{"type":"registerfunction","id":"m::f{{i:00}}"}""");
        }

        await patient.CallAsync("engine::workers::register", """{"name":"patient"}""");
        var rows = JsonDocument.Parse((await patient.ResultAsync("engine::functions::list", """{"worker":"patient"}"""))!).RootElement.GetProperty("functions");
        Assert.Equal(Enumerable.Range(0, 17).Select(i => $"m::f{i:00}"), rows.EnumerateArray().Select(r => r.GetProperty("function_id").GetString()));

        await using var endless = await RawWorker.ConnectAsync(_engine.Engine, null);
        await EndsAsync(endless, static (worker, i) => worker.SendAsync($$"""{"type":"registerfunction","id":"m::g{{i:00}}"}"""));
        Assert.Equal($"The worker '{endless.Id}' was cut off: it registers more than can wait until it calls engine::workers::register. It may connect again.", Warning());
    }

    [Fact]
    public async Task Calls_under_way_are_refused_beyond_a_limit_until_some_have_ended()
    {
        await StartAsync(s_limits with { OpenCallBytes = 1500 });
        var worker = await _engine.WorkerAsync("worker", "m::wait");
        var caller = await _engine.WorkerAsync("caller");
        await caller.SendAsync(Call("m::wait", "1"));
        await caller.SendAsync(Call("m::wait", "2"));
        var first = await worker.NextAsync();
        await worker.NextAsync();

        Assert.StartsWith("too_many_calls: 1,500 bytes of calls of this worker are under way.", await caller.ErrorAsync("m::wait"), StringComparison.Ordinal);
        await caller.SendAsync("""{"type":"invokefunction","function_id":"m::wait","data":"void","action":{"type":"void"}}""");
        await caller.PingAsync();
        Assert.Equal("A call of m::wait by the worker 'caller' was dropped: too many of its calls are under way.", Warning());

        await worker.AnswerAsync(first, "\"done\"");
        Assert.Equal("done", (await caller.NextAsync()).GetProperty("result").GetString());
        Assert.Equal("[]", JsonDocument.Parse((await caller.ResultAsync("state::list", """{"scope":"s"}"""))!).RootElement.GetRawText());
    }

    [Fact]
    public async Task A_worker_that_reads_no_answers_is_not_read_either_until_it_does()
    {
        await StartAsync(s_limits);
        var worker = await _engine.WorkerAsync("worker");
        await worker.ResultAsync("state::set", $$"""{"scope":"s","key":"k","value":{{s_large}} }""");
        await FloodAsync(worker, 200);
        await _engine.Time.WaitsAsync(s_limits.UnreadPatience);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(512 * 1024, (await worker.NextAsync()).GetProperty("result").GetString()!.Length);
        }

        await worker.PingAsync();
    }

    [Fact]
    public async Task A_worker_that_goes_on_reading_no_answers_is_cut_off()
    {
        await StartAsync(s_limits);
        var worker = await _engine.WorkerAsync("worker", "m::f");
        await worker.ResultAsync("state::set", $$"""{"scope":"s","key":"k","value":{{s_large}} }""");
        await FloodAsync(worker, 200);

        // As long as the network still takes an answer, the timeout starts again.
        var ended = _engine.Engine.Core.Workers[worker.Id].Ended;
        while (!ended.IsCompleted)
        {
            var waiting = _engine.Time.WaitsAsync(s_limits.UnreadPatience);
            if (await Task.WhenAny(waiting, ended) == waiting)
            {
                await waiting;
                _engine.Time.Advance(s_limits.UnreadPatience);
            }
        }

        await EndsAsync(worker);
        Assert.Equal("The worker 'worker' was cut off: it does not read the answers to its calls. It may connect again.", Warning());
    }

    [Fact]
    public async Task A_worker_that_does_not_read_what_others_call_is_cut_off_and_their_calls_end()
    {
        await StartAsync(s_limits with { UnreadBytes = 8 * 1024 * 1024 });
        var deaf = await _engine.WorkerAsync("deaf", "m::f");
        var caller = await _engine.WorkerAsync("caller");
        for (var i = 0; i < 200; i++)
        {
            await caller.SendAsync(Call("m::f", s_large));
        }

        for (var i = 0; i < 200; i++)
        {
            var code = (await caller.NextAsync()).GetProperty("error").GetProperty("code").GetString();
            Assert.True(code is "invocation_stopped" or "function_not_found", code);
        }

        Assert.Equal("The worker 'deaf' was cut off: it does not read what it is sent. It may connect again.", Warning());
        await EndsAsync(deaf);
    }

    private async Task StartAsync(EngineLimits limits) => _engine = await TestEngine.StartAsync(options => options with
    {
        Limits = limits,
        LoggerFactory = new LoggerFactory([new FakeLoggerProvider(_log)], new LoggerFilterOptions { MinLevel = LogLevel.Warning }),
    });

    private string Warning() => Assert.Single(_log.GetSnapshot()).Message;

    private static string Call(string functionId, string data) =>
        $$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"{{functionId}}","data":{{data}} }""";

    private static async Task FloodAsync(RawWorker worker, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            await worker.SendAsync(Call("state::get", """{"scope":"s","key":"k"}"""));
        }
    }

    /// <summary>Sends, or reads what there is, until the connection is seen to be over.</summary>
    private static async Task EndsAsync(RawWorker worker, Func<RawWorker, int, Task>? send = null)
    {
        for (var i = 0; send is not null && i < 100_000; i++)
        {
            if (await Record.ExceptionAsync(() => send(worker, i)) is { } end)
            {
                Assert.IsType<WebSocketException>(end);
                return;
            }
        }

        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while ((await worker.NextAsync()).GetProperty("type").GetString() != "closed")
            {
            }

            throw new WebSocketException("closed");
        });
    }
}
