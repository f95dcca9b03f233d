namespace Iii.Tests.Observers;

/// <summary>Shows what becomes of observers when the connection is lost, and on an engine of another generation.</summary>
public sealed class ObserverReplayTests : ObserverTest
{
    [Fact]
    public async Task O12_Reconnect_refusedObserver_isNotReplayed()
    {
        var session = await ConnectAsync();
        Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        session.Send(ObserveResult("x", "error", ObserverErrorCodes.Forbidden));
        await ActiveAsync(session, "y");
        session.Drop();
        Assert.Equal(["observe y"], Observers(await (await ConnectAsync()).WrittenAsync()));
    }

    [Fact]
    public async Task O14_Reconnect_replayIsRefused_theObserverIsForgottenByTheWire()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Send(StateChanged("x", "error", "HTTP_ROUTE_CONFLICT"));
        await session.HandledAsync();
        session.Drop();
        var second = await ConnectAsync();
        Assert.Equal(["observe x"], Observers(await second.WrittenAsync()));
        second.Send(ObserveResult("x", "error", "HTTP_ROUTE_CONFLICT"));
        await second.HandledAsync();
        second.Drop();
        var third = await ConnectAsync();
        Assert.True(handle.DisposeAsync().AsTask().IsCompletedSuccessfully);
        Assert.Empty(Observers(await third.WrittenAsync()));
    }

    [Fact]
    public async Task O17_Dispose_offlineAndObservedAgain_theEndComesBeforeTheNewObserver()
    {
        var session = await ConnectAsync();
        var first = await ActiveAsync(session, "x");
        var lost = LostAsync();
        session.Drop();
        await lost;
        Assert.True(first.DisposeAsync().AsTask().IsCompletedSuccessfully);
        Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        var second = await ConnectAsync();
        Assert.Equal(["unobserve x", "observe x"], Observers(await second.WrittenAsync()));
        Assert.Equal(ObserverState.Disposed, first.State);
    }

    [Fact]
    public async Task O19_Dispose_offlineAndTheNextEngineHasNoObservers_nothingIsSent()
    {
        var session = await ConnectAsync();
        var first = await ActiveAsync(session, "x");
        var lost = LostAsync();
        session.Drop();
        await lost;
        await first.DisposeAsync();
        var second = await ConnectAsync(None);
        Assert.Empty(Observers(await second.WrittenAsync()));
        second.Drop();
        Assert.Empty(Observers(await (await ConnectAsync()).WrittenAsync()));
    }

    [Fact]
    public async Task Dispose_connectionIsLostBeforeTheConfirmation_completesAndTheEndIsSentAgain()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        var disposing = handle.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        session.Drop();
        await disposing.WaitAsync(TestTimeout.Default);
        Assert.Equal(["unobserve x"], Observers(await (await ConnectAsync()).WrittenAsync()));
    }

    [Fact]
    public async Task Reconnect_engineOfAnotherGeneration_observersComeBackWithTheNextOne()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Drop();
        var old = await ConnectAsync(None);
        Assert.Equal((ObserverState.Error, ObserverErrorCodes.Unsupported), (handle.State, handle.Reason?.Code));
        Assert.Empty(Observers(await old.WrittenAsync()));
        old.Drop();
        var young = await ConnectAsync(V1);
        Assert.Equal((ObserverState.Pending, null), (handle.State, handle.Reason));
        Assert.Equal(["observe x"], Observers(await young.WrittenAsync()));
        young.Send(ObserveResult("x", "active"));
        await handle.ReadyAsync().WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task Reconnect_replayAnswersDisposed_theHandleEndsAndTheIdIsFree()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Drop();
        var second = await ConnectAsync();
        second.Send(ObserveResult("x", "disposed", ObserverErrorCodes.Expired));
        await second.HandledAsync();
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Expired), (handle.State, handle.Reason?.Code));
        Assert.Empty(Worker.Observers);
        await second.WrittenAsync();
        Assert.True(handle.DisposeAsync().AsTask().IsCompletedSuccessfully);
        Assert.Empty(await second.WrittenAsync());
    }

    [Fact]
    public async Task Reconnect_orderOfFrames_isThatOfTheProtocol()
    {
        Worker.RegisterRawFunction("f::echo", (payload, _) => ValueTask.FromResult(payload));
        var session = await ConnectAsync();
        var gone = await ActiveAsync(session, "gone");
        await ActiveAsync(session, "kept");
        var lost = LostAsync();
        session.Drop();
        await lost;
        await gone.DisposeAsync();
        await Worker.SendRawAsync("other::void", "1"u8.ToArray());

        // What has come before the worker has written its own frames must wait for them all the same.
        var second = await ConnectAsync(V2);
        Assert.Equal(
            [
                "reattach",
                "invokefunction engine::workers::register",
                "registerfunction f::echo",
                "invokefunction other::void",
                "unobserve gone",
                "observe kept",
            ],
            (await second.WrittenAsync()).Select(f => $"{Type(f)} {Text(f, "function_id") ?? Text(f, "id")}".TrimEnd()));
    }

    [Fact]
    public async Task Connect_secondIntroductionOnOneConnection_sendsNothingTwice()
    {
        Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        var session = await ConnectAsync();
        Introduce(session, V2);
        Assert.Equal(["observe x"], Observers(await session.WrittenAsync()));
    }

    [Fact]
    public void HeldUnobserves_tooMany_areRefusedAndOneIdIsKeptOnce()
    {
        var held = new Iii.Observers.HeldUnobserves();
        for (var i = 0; i < Iii.Observers.HeldUnobserves.MaxCount; i++)
        {
            Assert.True(held.TryAdd($"o-{i}"));
        }

        Assert.True(held.TryAdd("o-0"));
        Assert.False(held.TryAdd("one more"));
        Assert.Equal(Iii.Observers.HeldUnobserves.MaxCount, held.TakeAll().Count);
        Assert.True(held.TryAdd(new string('x', Iii.Observers.HeldUnobserves.MaxBytes / 2)));
        Assert.False(held.TryAdd(new string('y', Iii.Observers.HeldUnobserves.MaxBytes / 2)));
        Assert.Single(held.TakeAll());
        Assert.Empty(held.TakeAll());
    }

    private Task LostAsync()
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Worker.StateChanged += state => _ = state is IIIConnectionState.Reconnecting && lost.TrySetResult();
        return lost.Task.WaitAsync(TestTimeout.Default);
    }
}
