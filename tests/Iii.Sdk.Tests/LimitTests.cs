using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>What limits the calls of one function, and when a handler's token fires.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class LimitTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogCollector _log = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _begun = new(0);
    private IIIWorker _worker = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _go.TrySetResult();
        await _worker.DisposeAsync();
        _begun.Dispose();
    }

    [Fact]
    public async Task Of_a_function_with_a_limit_only_so_many_calls_run_and_those_of_others_pass_them()
    {
        var session = await ConnectAsync(worker =>
        {
            worker.RegisterRawFunction("two", WaitAsync, new FunctionOptions { MaxConcurrentCalls = 2 });
            worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload));
        });
        for (var number = 1; number <= 4; number++)
        {
            session.SendCall(number, "two");
        }

        await BegunAsync(2);
        session.SendCall(5, "echo");
        Assert.Equal((5, "{}"), await session.NextAnswerAsync());
        Assert.Equal(0, _begun.CurrentCount);
        _go.SetResult();
        Assert.Equal([1, 2, 3, 4], (await session.AnswersAsync(4)).Select(a => a.Number).Order());
    }

    [Fact]
    public async Task Calls_of_a_function_that_runs_one_at_a_time_keep_their_order()
    {
        var running = 0;
        var order = new List<int>();
        var session = await ConnectAsync(worker => worker.RegisterRawFunction(
            "one",
            async (payload, context) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref running));
                await Task.Yield();
                order.Add(int.Parse(context.InvocationId!.AsSpan(24), System.Globalization.CultureInfo.InvariantCulture));
                Interlocked.Decrement(ref running);
                return payload;
            },
            new FunctionOptions { MaxConcurrentCalls = 1 }));
        for (var number = 1; number <= 500; number++)
        {
            session.SendCall(number, "one");
        }

        Assert.All(await session.AnswersAsync(500), a => Assert.Equal("{}", a.Answer));
        Assert.Equal(Enumerable.Range(1, 500), order);
    }

    [Fact]
    public async Task A_stop_answers_the_calls_that_wait_for_others_of_their_function()
    {
        var session = await ConnectAsync(worker => worker.RegisterRawFunction("one", WaitAsync, new FunctionOptions { MaxConcurrentCalls = 1 }));
        session.SendCall(1, "one");
        session.SendCall(2, "one");
        session.SendCall(3, "one");
        await BegunAsync(1);
        await session.TakenAsync();
        var stopping = _worker.StopAsync();
        Assert.Equal([(2, IIIErrorCodes.InvocationStopped), (3, IIIErrorCodes.InvocationStopped)], (await session.AnswersAsync(2)).Order());
        _go.SetResult();
        Assert.Equal((1, "{}"), await session.NextAnswerAsync());
        await stopping.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task A_call_that_takes_longer_than_its_limit_is_answered_once_and_its_token_fires()
    {
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = await ConnectAsync(worker => worker.RegisterRawFunction(
            "slow",
            async (payload, context) =>
            {
                _begun.Release();
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
                }
                finally
                {
                    ended.SetResult(context.CancellationToken.IsCancellationRequested);
                }

                return payload;
            },
            new FunctionOptions { TimeLimit = TimeSpan.FromSeconds(5) }));
        session.SendCall(1, "slow");
        await BegunAsync(1);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, session.UnseenCount);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, IIIErrorCodes.Timeout), await session.NextAnswerAsync());
        Assert.True(await ended.Task.WaitAsync(TestTimeout.Default));
        await _worker.StopAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal(0, session.UnseenCount);
        var said = Assert.Single(_log.GetSnapshot(), r => r.Level is LogLevel.Warning);
        Assert.Equal("A call of 'slow' took longer than its limit of 5 s, and whoever waits for it was told so.", said.Message);
    }

    [Fact]
    public async Task A_handler_that_does_not_look_at_its_token_keeps_its_place_but_not_its_caller()
    {
        var session = await ConnectAsync(worker => worker.RegisterRawFunction(
            "deaf", WaitAsync, new FunctionOptions { TimeLimit = TimeSpan.FromSeconds(1), MaxConcurrentCalls = 1 }));
        session.SendCall(1, "deaf");
        await BegunAsync(1);
        session.SendCall(2, "deaf");
        await session.TakenAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, IIIErrorCodes.Timeout), await session.NextAnswerAsync());
        Assert.Equal(0, _begun.CurrentCount);

        // The time of the second begins when it does.
        _go.SetResult();
        Assert.Equal((2, "{}"), await session.NextAnswerAsync());
    }

    [Fact]
    public async Task Limits_that_fire_while_calls_end_answer_each_call_once()
    {
        const int Calls = 2_000;
        var session = await ConnectAsync(worker => worker.RegisterRawFunction(
            "close",
            async (payload, _) =>
            {
                await Task.Yield();
                return payload;
            },
            new FunctionOptions { TimeLimit = TimeSpan.FromMilliseconds(1) }));
        using var over = new CancellationTokenSource();
        var ticking = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
            }
        });
        var seen = new bool[Calls + 1];
        for (var number = 1; number <= Calls; number++)
        {
            session.SendCall(number, "close", $"{number}");
        }

        for (var count = 1; count <= Calls; count++)
        {
            var (number, answer) = await session.NextAnswerAsync();
            Assert.False(seen[number], $"{number} was answered twice.");
            seen[number] = true;
            Assert.Contains(answer, new[] { $"{number}", IIIErrorCodes.Timeout });
        }

        await over.CancelAsync();
        await ticking;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_loss_of_the_connection_fires_the_token_of_calls_that_somebody_waits_for(bool isOn)
    {
        var fired = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = await ConnectAsync(
            worker => worker.RegisterRawFunction("wait", async (payload, context) =>
            {
                using var registration = context.CancellationToken.UnsafeRegister(_ => fired.TrySetResult(context.InvocationId), null);
                return await WaitAsync(payload, context);
            }),
            options => options.CancelOnConnectionLoss = isOn);
        session.Send("""{"type":"invokefunction","function_id":"wait","data":{}}""");
        await BegunAsync(1);
        session.SendCall(1, "wait");
        await BegunAsync(1);
        session.Drop();
        await ReconnectedAsync();
        if (isOn)
        {
            Assert.EndsWith("1", await fired.Task.WaitAsync(TestTimeout.Default), StringComparison.Ordinal);
        }

        // The call without a caller sees its end, and not the connection's.
        Assert.Equal(isOn, fired.Task.IsCompleted);
        _go.SetResult();
    }

    [Fact]
    public async Task A_token_that_fires_into_a_handler_that_blocks_or_throws_does_not_hold_up_the_worker()
    {
        using var released = new ManualResetEventSlim();
        var session = await ConnectAsync(worker => worker.RegisterRawFunction("bad", async (payload, context) =>
        {
            using var one = context.CancellationToken.Register(() => throw new InvalidOperationException("bad"));
            using var two = context.CancellationToken.Register(() => released.Wait(TestTimeout.Default));
            return await WaitAsync(payload, context);
        }));
        session.SendCall(1, "bad");
        await BegunAsync(1);
        session.Drop();
        var next = await ReconnectedAsync();
        next.SendCall(2, "bad");
        await BegunAsync(1);
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _worker.StopAsync(atOnce.Token).WaitAsync(TestTimeout.Default);
        Assert.Equal((2, IIIErrorCodes.InvocationStopped), await next.NextAnswerAsync());
        released.Set();
    }

    [Fact]
    public async Task Limits_that_make_no_sense_are_refused()
    {
        _worker = IIIWorker.Create("ws://localhost:1");
        Assert.Contains("MaxConcurrentCalls is 0", Refused(new FunctionOptions { MaxConcurrentCalls = 0 }), StringComparison.Ordinal);
        Assert.Contains("TimeLimit is 00:00:00", Refused(new FunctionOptions { TimeLimit = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.Contains("at most 49 days", Refused(new FunctionOptions { TimeLimit = TimeSpan.FromDays(50) }), StringComparison.Ordinal);
        var http = new HttpFunctionOptions { Url = new Uri("http://localhost:1/") };
        Assert.Contains("HttpFunctionOptions.Timeout", Assert.Throws<ArgumentException>(() => _worker.RegisterHttpFunction("x", http, new FunctionOptions { MaxConcurrentCalls = 1 })).Message, StringComparison.Ordinal);
        await Task.CompletedTask;

        string Refused(FunctionOptions options) => Assert.Throws<ArgumentException>(() => _worker.RegisterRawFunction("x", (p, _) => ValueTask.FromResult(p), options)).Message;
    }

    private async ValueTask<ReadOnlyMemory<byte>> WaitAsync(ReadOnlyMemory<byte> payload, IIIContext context)
    {
        _begun.Release();
        await _go.Task;
        return payload;
    }

    private async Task BegunAsync(int count)
    {
        for (; count > 0; count--)
        {
            Assert.True(await _begun.WaitAsync(TestTimeout.Default));
        }
    }

    private async Task<FakeSession> ReconnectedAsync()
    {
        var next = _engine.NextSessionAsync();
        await Eventually.EndsAsync(next, () => _time.Advance(TimeSpan.FromSeconds(1)));

        return await next;
    }

    private async Task<FakeSession> ConnectAsync(Action<IIIWorker> register, Action<IIIWorkerOptions>? configure = null)
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = _engine;
            options.TimeProvider = _time;
            options.LoggerFactory = new LoggerFactory([new FakeLoggerProvider(_log)]);
            configure?.Invoke(options);
        });
        register(_worker);
        _ = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("registerfunction");
        return session;
    }
}
