namespace Iii.Tests.Observers;

/// <summary>Shows how a worker that stops ends its observers.</summary>
public sealed class ObserverStopTests : ObserverTest
{
    [Fact]
    public async Task Stop_activeObservers_endBeforeRunningActivationsAreWaitedFor()
    {
        using var mayEnd = new SemaphoreSlim(0);
        using var isRunning = new SemaphoreSlim(0);
        Worker.RegisterRawFunction("c::d", async (payload, _) =>
        {
            isRunning.Release();
            await mayEnd.WaitAsync(TestTimeout.Default);
            return payload;
        });
        var session = await ConnectAsync();
        var first = await ActiveAsync(session, "x");
        var second = await ActiveAsync(session, "y");
        session.SendCall(1, "c::d", "1");
        Assert.True(await isRunning.WaitAsync(TestTimeout.Default));
        await session.WrittenAsync();

        var stopping = Worker.StopAsync();
        Assert.Equal("x", Text(await session.NextAsync("unobserve"), "id"));
        Assert.Equal("y", Text(await session.NextAsync("unobserve"), "id"));

        // An activation that the engine started before it read the end runs as well.
        session.SendCall(2, "c::d", "2");
        Assert.True(await isRunning.WaitAsync(TestTimeout.Default));
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.Unobserved, fires: 1));
        session.Send(StateChanged("y", "disposed", ObserverErrorCodes.Unobserved, fires: 1));
        await session.HandledAsync();
        Assert.False(stopping.IsCompleted);
        mayEnd.Release(2);
        Assert.Equal([(1, "1"), (2, "2")], (await session.AnswersAsync(2)).OrderBy(a => a.Number));
        await stopping.WaitAsync(TestTimeout.Default);
        Assert.All(
            [first, second],
            h => Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved, 1), (h.State, h.Reason?.Code, h.Fires)));
        Assert.Equal(IIIErrorCodes.Shutdown, Worker.Observe("a::b", "c::d").Reason?.Code);
        Assert.Empty(Worker.Observers);
    }

    [Fact]
    public async Task Stop_engineConfirmsNothing_endsWithinTheDrainTimeout()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        var ready = Worker.Observe("e::f", "c::d").ReadyAsync();
        await session.WrittenAsync();
        var stopping = Worker.StopAsync();
        await session.NextAsync("unobserve");
        await session.NextAsync("unobserve");
        Assert.False(stopping.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<IIIObserverException>(() => ready.WaitAsync(TestTimeout.Default));
        Assert.Equal(ObserverErrorCodes.Unobserved, error.Code);
        await stopping.WaitAsync(TestTimeout.Default);
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved), (handle.State, handle.Reason?.Code));
        Assert.Contains(Warnings, w => w.Contains("confirmed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_observersThatWereNeverSentOrRefused_areNotWaitedFor()
    {
        var session = await ConnectAsync();
        Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        session.Send(ObserveResult("x", "error", ObserverErrorCodes.Forbidden));
        await session.HandledAsync();
        session.Drop();
        var second = await ConnectAsync(None);
        Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "y" });
        await second.WrittenAsync();

        // Time stands still.
        await Worker.StopAsync().WaitAsync(TestTimeout.Default);
    }
}
