using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>How calls share the worker: who waits, who is refused, and what becomes of them at the end.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class DispatcherTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IIIWorker _worker;

    /// <summary>What handlers that wait are waiting for.</summary>
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As many as handlers have begun to wait.</summary>
    private readonly SemaphoreSlim _begun = new(0);

    public DispatcherTests()
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = _engine;
            options.TimeProvider = _time;
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.MaxConcurrentCalls = 4;
            options.MaxQueuedCalls = 2;
        });
        _worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload));
        _worker.RegisterRawFunction("wait", async (payload, _) =>
        {
            _begun.Release();
            await _go.Task;
            return payload;
        });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _go.TrySetResult();
        await _worker.DisposeAsync();
        _begun.Dispose();
    }

    [Fact]
    public async Task A_handler_that_blocks_holds_up_nobody()
    {
        using var released = new ManualResetEventSlim();
        _worker.RegisterRawFunction("block", (payload, context) =>
        {
            Assert.True(released.Wait(TestTimeout.Default, context.CancellationToken));
            return ValueTask.FromResult(payload);
        });
        _worker.RegisterRawFunction("release", (payload, _) =>
        {
            released.Set();
            return ValueTask.FromResult(payload);
        });
        var session = await ConnectAsync();
        session.SendCall(1, "block");
        session.SendCall(2, "release");
        var answers = new[] { await session.NextAnswerAsync(), await session.NextAnswerAsync() };
        Assert.Equal([(1, "{}"), (2, "{}")], answers.Order());
    }

    [Fact]
    public async Task Calls_beyond_the_bounds_are_refused_and_the_others_answered()
    {
        var session = await ConnectAsync();
        for (var number = 1; number <= 8; number++)
        {
            session.SendCall(number, "wait");
        }

        Assert.Equal((7, IIIErrorCodes.Overloaded), await session.NextAnswerAsync());
        Assert.Equal((8, IIIErrorCodes.Overloaded), await session.NextAnswerAsync());
        _go.SetResult();
        var answers = await session.AnswersAsync(6);
        Assert.Equal([1, 2, 3, 4, 5, 6], answers.Select(a => a.Number).Order());
        Assert.All(answers, a => Assert.Equal("{}", a.Answer));
    }

    [Fact]
    public async Task No_call_is_begun_while_the_engine_does_not_read_answers()
    {
        var session = await ConnectAsync();
        session.Fill();
        session.SendCall(1, "echo");
        Assert.Equal(1, (await session.NextAnswerAsync()).Number);
        for (var number = 2; number <= 20; number++)
        {
            session.SendCall(number, "echo");
        }

        // Four may run and two may wait: the worker holds six calls and reads no further. A second pump may have begun one before the first saw that there is no room.
        Assert.True(SpinWait.SpinUntil(() => session.UnreadCount <= 13, TestTimeout.Default));
        Assert.InRange(session.UnseenCount, 0, 3);
        session.MakeRoom();
        var answers = await session.AnswersAsync(19);
        Assert.Equal(Enumerable.Range(2, 19), answers.Select(a => a.Number).Order());
        Assert.All(answers.Where(a => a.Number <= 7), a => Assert.Equal("{}", a.Answer));
    }

    [Fact]
    public async Task A_stop_lets_running_calls_finish_and_answers_those_that_wait()
    {
        var session = await ConnectAsync();
        for (var number = 1; number <= 6; number++)
        {
            session.SendCall(number, "wait");
        }

        await session.TakenAsync();
        for (var running = 0; running < 4; running++)
        {
            Assert.True(await _begun.WaitAsync(TestTimeout.Default));
        }

        var stopping = _worker.StopAsync();
        Assert.Equal([(5, IIIErrorCodes.InvocationStopped), (6, IIIErrorCodes.InvocationStopped)], (await session.AnswersAsync(2)).Order());
        session.SendCall(7, "echo");
        Assert.Equal((7, IIIErrorCodes.InvocationStopped), await session.NextAnswerAsync());
        Assert.False(stopping.IsCompleted);
        _go.SetResult();
        Assert.Equal([(1, "{}"), (2, "{}"), (3, "{}"), (4, "{}")], (await session.AnswersAsync(4)).Order());
        await stopping.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task Calls_that_outlast_the_stop_are_answered_once()
    {
        var ended = new TaskCompletionSource();
        _worker.RegisterRawFunction("stubborn", async (payload, context) =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken));
            await _go.Task;
            ended.SetResult();
            return payload;
        });
        var session = await ConnectAsync();
        session.SendCall(1, "stubborn");
        await session.TakenAsync();
        using var atOnce = new CancellationTokenSource();
        var stopping = _worker.StopAsync(atOnce.Token);
        await atOnce.CancelAsync();
        Assert.Equal((1, IIIErrorCodes.InvocationStopped), await session.NextAnswerAsync());
        await stopping.WaitAsync(TestTimeout.Default);
        _go.SetResult();
        await ended.Task.WaitAsync(TestTimeout.Default);
        Assert.Equal(0, session.UnseenCount);
    }

    [Fact]
    public async Task Short_calls_around_a_stop_are_answered_exactly_once()
    {
        const int Calls = 5_000;
        var session = await ConnectAsync();
        var sending = Task.Run(() =>
        {
            for (var number = 1; number <= Calls; number++)
            {
                session.SendCall(number, "echo", $"{number}");
            }
        });
        var seen = new bool[Calls + 1];
        Task? stopping = null;
        for (var count = 1; count <= Calls; count++)
        {
            var (number, answer) = await session.NextAnswerAsync();
            Assert.False(seen[number], $"{number} was answered twice.");
            seen[number] = true;
            Assert.Contains(answer, new[] { $"{number}", IIIErrorCodes.Overloaded, IIIErrorCodes.InvocationStopped });
            if (count == Calls / 2)
            {
                await sending;
                stopping = _worker.StopAsync();
            }
        }

        await stopping!.WaitAsync(TestTimeout.Default);
    }

    private async Task<FakeSession> ConnectAsync()
    {
        _ = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("registerfunction");
        return session;
    }
}
