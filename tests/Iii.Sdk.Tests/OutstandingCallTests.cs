using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>How many timers a worker has: as many as ever, whatever is under way, and none when it is over.</summary>
public sealed class OutstandingCallTests
{
    private readonly FakeEngine _engine = new();
    private readonly TimerCount _time = new();

    [Fact]
    public async Task Two_hundred_thousand_calls_wait_without_a_timer_each()
    {
        const int Count = 200_000;
        await using var worker = Worker();
        _ = worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await session.TakenAsync();
        var before = _time.Created;
        var calls = new Task[Count];
        for (var i = 0; i < Count; i++)
        {
            calls[i] = worker.CallRawAsync("other::f", default);
        }

        Assert.InRange(_time.Created - before, 0, 2);
        session.Drop();
        await Record.ExceptionAsync(() => Task.WhenAll(calls).WaitAsync(TestTimeout.Long));
        Assert.All(calls, call => Assert.Equal(IIIErrorCodes.ConnectionLost, Assert.IsType<IIIInvocationException>(call.Exception!.InnerException).Code));
    }

    [Theory]
    [InlineData("new")]
    [InlineData("refused")]
    [InlineData("connected")]
    [InlineData("busy")]
    [InlineData("lost")]
    public async Task Nothing_is_left_of_a_worker_that_was_disposed(string state)
    {
        var worker = Worker();
        worker.RegisterRawFunction("f::slow", async (payload, context) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            return payload;
        });
        _engine.Refusal = state == "refused" ? new IOException("nobody there") : null;
        var running = state == "new" ? Task.CompletedTask : worker.RunAsync();
        if (state is "connected" or "busy" or "lost")
        {
            var session = await _engine.NextSessionAsync();
            session.SendCall(1, "f::slow");
            await session.TakenAsync();
            if (state == "busy")
            {
                _ = worker.CallRawAsync("other::f", default);
            }
            else if (state == "lost")
            {
                _engine.Refusal = new IOException("nobody there");
                session.Drop();
            }
        }

        await worker.DisposeAsync();
        await worker.DisposeAsync();
        await running.WaitAsync(TestTimeout.Default);
        Assert.Equal(0, _time.Alive);
    }

    private IIIWorker Worker() => IIIWorker.Create("ws://localhost:1", options =>
    {
        options.Transport = _engine;
        options.TimeProvider = _time;
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.DrainTimeout = TimeSpan.Zero;
    });

    /// <summary>The system's time; counts its timers.</summary>
    private sealed class TimerCount : TimeProvider
    {
        private int _created;
        private int _alive;

        public int Created => Volatile.Read(ref _created);

        public int Alive => Volatile.Read(ref _alive);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _created);
            Interlocked.Increment(ref _alive);
            return new Counted(this, base.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class Counted(TimerCount count, ITimer timer) : ITimer
        {
            private int _isOver;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _isOver, 1) is 0)
                {
                    Interlocked.Decrement(ref count._alive);
                }

                timer.Dispose();
            }

            public async ValueTask DisposeAsync()
            {
                Dispose();
                await timer.DisposeAsync();
            }
        }
    }
}
