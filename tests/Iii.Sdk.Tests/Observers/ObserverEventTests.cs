using System.Collections.Concurrent;

namespace Iii.Tests.Observers;

/// <summary>Shows how listeners hear of changes.</summary>
public sealed class ObserverEventTests : ObserverTest
{
    [Fact]
    public async Task O24_StateChanged_listenerThrows_theOthersHearEachChangeInOrderOffTheReadLoop()
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        var heard = new ConcurrentQueue<string>();
        using var ended = new SemaphoreSlim(0);
        handle.StateChanged += (_, _) => throw new InvalidOperationException("a listener broke");
        handle.StateChanged += async (sender, args) =>
        {
            Assert.Same(handle, sender);

            // On the read loop this would wait for itself.
            session.HandledAsync().GetAwaiter().GetResult();
            heard.Enqueue($"{args.PreviousState}>{args.State} {args.Reason?.Code} {args.Fires}");
            if (args.State is ObserverState.Disposed)
            {
                ended.Release();
            }

            await Task.CompletedTask;
        };
        session.Send(ObserveResult("x", "pending", ObserverErrorCodes.OwnerUnavailable));
        session.Send(StateChanged("x", "active"));
        session.Send(StateChanged("x", "active", fires: 2));
        session.Send(StateChanged("x", "suspended", ObserverErrorCodes.TargetUnavailable, fires: 5));
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.Expired, fires: 6));
        Assert.True(await ended.WaitAsync(TestTimeout.Default));
        Assert.Equal(
            [
                "Pending>Pending OWNER_UNAVAILABLE 0",
                "Pending>Active  0",
                "Active>Suspended TARGET_UNAVAILABLE 5",
                "Suspended>Disposed EXPIRED 6",
            ],
            heard);
        Assert.Equal(4, Warnings.Count(w => w.Contains("listener", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task StateChanged_unsubscribed_hearsNothingMore()
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        var heard = 0;
        void Listener(object? sender, ObserverStateChangedEventArgs args) => Interlocked.Increment(ref heard);
        using var last = new SemaphoreSlim(0);
        handle.StateChanged += Listener;
        handle.StateChanged += (_, args) => last.Release();
        session.Send(ObserveResult("x", "active"));
        Assert.True(await last.WaitAsync(TestTimeout.Default));
        handle.StateChanged -= Listener;
        session.Send(StateChanged("x", "suspended"));
        Assert.True(await last.WaitAsync(TestTimeout.Default));
        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task StateChanged_listenerNeverReturns_theOldestChangesAreDropped()
    {
        var log = new Microsoft.Extensions.Logging.Testing.FakeLogger();
        var queue = new Iii.Observers.SerialEventQueue(log);
        using var isRunning = new SemaphoreSlim(0);
        using var mayEnd = new SemaphoreSlim(0);
        var heard = new ConcurrentQueue<int>();
        queue.Post(() =>
        {
            isRunning.Release();
            mayEnd.Wait();
        });
        Assert.True(await isRunning.WaitAsync(TestTimeout.Default));
        using var ended = new SemaphoreSlim(0);
        for (var i = 0; i <= Iii.Observers.SerialEventQueue.MaxWaiting; i++)
        {
            var number = i;
            queue.Post(() =>
            {
                heard.Enqueue(number);
                if (number == Iii.Observers.SerialEventQueue.MaxWaiting)
                {
                    ended.Release();
                }
            });
        }

        mayEnd.Release();
        Assert.True(await ended.WaitAsync(TestTimeout.Default));
        Assert.Equal(Enumerable.Range(1, Iii.Observers.SerialEventQueue.MaxWaiting), heard);
        Assert.Single(log.Collector.GetSnapshot());
    }
}
