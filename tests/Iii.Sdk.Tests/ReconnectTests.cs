using Iii.Connection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>When a worker tries again, how it says where it stands, and when it gives up.</summary>
public sealed class ReconnectTests
{
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_wait_is_twice_the_one_before_up_to_the_longest_and_a_success_begins_anew()
    {
        var backoff = new Backoff(new IIIReconnectOptions { Jitter = 0 });
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => backoff.Next()!.Value.TotalSeconds));
        backoff.Reset();
        Assert.Equal(1, backoff.Next()!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData(0, 0.7)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1.3)]
    public void Chance_makes_a_wait_up_to_three_tenths_shorter_or_longer(double chance, double seconds) =>
        Assert.Equal(seconds, Backoff.Delay(new IIIReconnectOptions(), 0, chance).TotalSeconds, 6);

    [Fact]
    public async Task The_states_are_told_as_they_change()
    {
        var states = new List<IIIConnectionState>();
        await using var worker = Worker();
        worker.StateChanged += state =>
        {
            lock (states)
            {
                states.Add(state);
            }
        };
        var running = worker.RunAsync();
        await ConnectedAsync(worker);
        var session = await _engine.NextSessionAsync();
        session.Drop();
        var second = _engine.NextSessionAsync();
        await Eventually.EndsAsync(second, () => _time.Advance(TimeSpan.FromMilliseconds(100)));

        await ConnectedAsync(worker);
        await worker.StopAsync();
        await running.WaitAsync(TestTimeout.Default);
        Assert.Equal(
            [IIIConnectionState.Connecting, IIIConnectionState.Connected, IIIConnectionState.Reconnecting, IIIConnectionState.Connected, IIIConnectionState.Disconnected], states);
    }

    [Fact]
    public async Task A_worker_that_may_not_try_again_ends_with_the_reason()
    {
        _engine.Refusal = new IOException("nobody there");
        await using var worker = Worker(options => options.Reconnect.MaxAttempts = 0);
        var error = await Assert.ThrowsAsync<IIIException>(() => worker.RunAsync().WaitAsync(TestTimeout.Default));
        Assert.Equal(IIIErrorCodes.NotConnected, error.Code);
        Assert.Contains("nobody there", error.Message, StringComparison.Ordinal);
        Assert.Equal(IIIConnectionState.Failed, worker.State);
    }

    [Fact]
    public async Task A_worker_gives_up_after_as_many_attempts_in_a_row_as_it_may_make_and_a_connection_begins_anew()
    {
        await using var worker = Worker(options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.Reconnect.InitialDelay = options.Reconnect.MaxDelay = TimeSpan.FromMilliseconds(1);
            options.Reconnect.MaxAttempts = 2;
        });
        using var connected = new SemaphoreSlim(0);
        worker.StateChanged += state => _ = state is IIIConnectionState.Connected && connected.Release() >= 0;
        var running = worker.RunAsync();
        for (var i = 0; i < 5; i++)
        {
            var session = await _engine.NextSessionAsync();
            Assert.True(await connected.WaitAsync(TestTimeout.Default));
            session.Drop();
        }

        var last = await _engine.NextSessionAsync();
        Assert.True(await connected.WaitAsync(TestTimeout.Default));
        _engine.Refusal = new IOException("nobody there");
        last.Drop();
        var error = await Assert.ThrowsAsync<IIIException>(() => running.WaitAsync(TestTimeout.Default));
        Assert.Contains("after 2 attempts (options.Reconnect.MaxAttempts): nobody there", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _engine.RefusalCount);
    }

    [Fact]
    public async Task A_connection_that_does_not_open_in_time_is_given_up()
    {
        var silent = new SilentEngine();
        await using var worker = Worker(options =>
        {
            options.Transport = silent;
            options.Reconnect.MaxAttempts = 0;
        });
        var running = worker.RunAsync();
        await silent.Asked.Task.WaitAsync(TestTimeout.Default);
        _time.Advance(TimeSpan.FromSeconds(10));
        var error = await Assert.ThrowsAsync<IIIException>(() => running.WaitAsync(TestTimeout.Default));
        Assert.Contains("no answer within 10 s", error.Message, StringComparison.Ordinal);
    }

    private static async Task ConnectedAsync(IIIWorker worker)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.StateChanged += state => _ = state is IIIConnectionState.Connected && connected.TrySetResult();
        if (worker.State is not IIIConnectionState.Connected)
        {
            await connected.Task.WaitAsync(TestTimeout.Default);
        }
    }

    private IIIWorker Worker(Action<IIIWorkerOptions>? configure = null) => IIIWorker.Create("ws://localhost:1", options =>
    {
        options.Transport = _engine;
        options.TimeProvider = _time;
        options.LoggerFactory = NullLoggerFactory.Instance;
        configure?.Invoke(options);
    });

    /// <summary>Takes the connection and says nothing.</summary>
    private sealed class SilentEngine : ITransport
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("An infinite wait has ended.");
        }
    }
}
