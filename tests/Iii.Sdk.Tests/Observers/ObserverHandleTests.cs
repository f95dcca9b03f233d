namespace Iii.Tests.Observers;

/// <summary>Shows how a handle follows what the engine says, and whose answer is whose.</summary>
public sealed class ObserverHandleTests : ObserverTest
{
    [Fact]
    public async Task O2_Observe_engineHasNoObservers_handleEndsInUnsupported()
    {
        var handle = Worker.Observe("a::b", "c::d");
        Assert.Equal(ObserverState.Pending, handle.State);
        var session = await ConnectAsync(None);
        Assert.Equal((ObserverState.Error, ObserverErrorCodes.Unsupported), (handle.State, handle.Reason?.Code));
        var error = await Assert.ThrowsAsync<IIIObserverException>(() => handle.ReadyAsync());
        Assert.Equal((ObserverErrorCodes.Unsupported, handle.Id), (error.Code, error.ObserverId));
        Assert.Equal(ObserverErrorCodes.Unsupported, Worker.Observe("a::b", "c::d").Reason?.Code);
        Assert.Empty(Observers(await session.WrittenAsync()));
        Assert.True(Warned(handle.Id, "UNSUPPORTED"));
    }

    [Fact]
    public async Task O5_Observe_engineAnswers_readyCompletesAndWarningsAreKept()
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        var ready = handle.ReadyAsync();
        session.Send(ObserveResult("x", "pending", warnings: """["input.total: request_format is open"]"""));
        await session.HandledAsync();
        Assert.False(ready.IsCompleted);
        Assert.Equal(ObserverState.Pending, handle.State);
        session.Send(StateChanged("x", "active", fires: 3));
        await ready.WaitAsync(TestTimeout.Default);
        Assert.Equal((ObserverState.Active, 3, null), (handle.State, handle.Fires, handle.Reason));
        Assert.Equal("input.total: request_format is open", Assert.Single(handle.Warnings));
        await handle.ReadyAsync();
    }

    [Fact]
    public async Task O6_Dispose_engineConfirms_handleIsDisposed()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        await session.WrittenAsync();
        var disposing = handle.DisposeAsync().AsTask();
        Assert.Equal("""{"type":"unobserve","id":"x"}""", Assert.Single(await session.WrittenAsync()).GetRawText());
        Assert.False(disposing.IsCompleted);
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.Unobserved, fires: 7));
        await disposing.WaitAsync(TestTimeout.Default);
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved, 7), (handle.State, handle.Reason?.Code, handle.Fires));
        Assert.Equal(ObserverErrorCodes.Unobserved, (await Assert.ThrowsAsync<IIIObserverException>(() => handle.ReadyAsync())).Code);
        await handle.DisposeAsync();
        Assert.Empty(await session.WrittenAsync());
    }

    [Fact]
    public async Task O7_Observe_idInUse_handleEndsInConflict()
    {
        var session = await ConnectAsync();
        var first = await ActiveAsync(session, "x");
        var second = Worker.Observe("e::f", "c::d", new ObserverOptions { Id = "x" });
        Assert.Equal(new ObserverReason(ObserverErrorCodes.ObserverIdConflict, "observer id already in use: x"), second.Reason);
        Assert.Equal(ObserverState.Error, second.State);
        await second.DisposeAsync();
        Assert.Equal(["observe x"], Observers(await session.WrittenAsync()));
        Assert.Equal(ObserverState.Active, first.State);
        Assert.Equal([first], Worker.Observers);
    }

    [Fact]
    public async Task O8_Observe_idOfADisposedOneWithoutAnswer_eachAnswerReachesItsHandle()
    {
        var session = await ConnectAsync();
        var first = await ActiveAsync(session, "x");
        var disposing = first.DisposeAsync().AsTask();
        var second = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        Assert.Equal(ObserverState.Pending, second.State);
        Assert.Equal(["observe x", "unobserve x", "observe x"], Observers(await session.WrittenAsync()));
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.Unobserved));
        await disposing.WaitAsync(TestTimeout.Default);
        Assert.Equal((ObserverState.Disposed, ObserverState.Pending), (first.State, second.State));
        session.Send(ObserveResult("x", "active"));
        await second.ReadyAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal((ObserverState.Disposed, ObserverState.Active), (first.State, second.State));
    }

    [Fact]
    public async Task O9_Observe_disposedBeforeAnyAnswer_answersAreGivenInOrder()
    {
        var session = await ConnectAsync();
        var first = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        var disposing = first.DisposeAsync().AsTask();
        var second = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        session.Send(ObserveResult("x", "active"));
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.Unobserved));
        session.Send(ObserveResult("x", "error", ObserverErrorCodes.Forbidden));
        await disposing.WaitAsync(TestTimeout.Default);
        await session.HandledAsync();
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved), (first.State, first.Reason?.Code));
        Assert.Equal((ObserverState.Error, ObserverErrorCodes.Forbidden), (second.State, second.Reason?.Code));
    }

    [Fact]
    public async Task O10_Observe_refused_laterChangesAreIgnoredAndTheIdIsFreedByDispose()
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        session.Send(ObserveResult("x", "error", ObserverErrorCodes.InvalidArgs));
        session.Send(StateChanged("x", "suspended"));
        await session.WrittenAsync();
        Assert.Equal((ObserverState.Error, ObserverErrorCodes.InvalidArgs), (handle.State, handle.Reason?.Code));
        Assert.Equal(ObserverErrorCodes.ObserverIdConflict, Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" }).Reason?.Code);
        Assert.True(handle.DisposeAsync().AsTask().IsCompletedSuccessfully);
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved), (handle.State, handle.Reason?.Code));
        Assert.Empty(await session.WrittenAsync());
        Assert.Equal(ObserverState.Pending, Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" }).State);
        Assert.Equal(["observe x"], Observers(await session.WrittenAsync()));
    }

    [Fact]
    public async Task O11_Dispose_engineRefusesTheObserver_disposeCompletesAtOnce()
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        var disposing = handle.DisposeAsync().AsTask();
        session.Send(ObserveResult("x", "error", ObserverErrorCodes.NotObservable));

        // Time stands still: what completes does not wait for the 5 s.
        await disposing.WaitAsync(TestTimeout.Default);
        Assert.Equal(ObserverState.Disposed, handle.State);
    }

    [Fact]
    public async Task O13_Dispose_observerIsInErrorAtTheEngine_unobserveIsSent()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Send(StateChanged("x", "error", "HTTP_ROUTE_CONFLICT"));
        await session.WrittenAsync();
        Assert.Equal((ObserverState.Error, "HTTP_ROUTE_CONFLICT"), (handle.State, handle.Reason?.Code));
        var disposing = handle.DisposeAsync().AsTask();
        Assert.Equal(["unobserve x"], Observers(await session.WrittenAsync()));
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.Unobserved));
        await disposing.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task O15_StateChanged_beforeTheAnswer_isDropped()
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        session.Send(StateChanged("x", "active", fires: 4));
        await session.HandledAsync();
        Assert.Equal((ObserverState.Pending, 0), (handle.State, handle.Fires));
    }

    [Fact]
    public async Task O16_Dispose_engineNeverAnswers_completesAfter5s()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        var disposing = handle.DisposeAsync().AsTask();
        Time.Advance(TimeSpan.FromSeconds(4.9));
        await session.HandledAsync();
        Assert.False(disposing.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.2));
        await disposing.WaitAsync(TestTimeout.Default);
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved), (handle.State, handle.Reason?.Code));
        session.Send(StateChanged("x", "active", fires: 9));
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.Expired, fires: 9));
        await session.HandledAsync();
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved, 0), (handle.State, handle.Reason?.Code, handle.Fires));
    }

    [Fact]
    public async Task O18_Dispose_neverSent_nothingIsEverSent()
    {
        var handle = Worker.Observe("a::b", "c::d");
        Assert.True(handle.DisposeAsync().AsTask().IsCompletedSuccessfully);
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.Unobserved), (handle.State, handle.Reason?.Code));
        var session = await ConnectAsync();
        Assert.Empty(Observers(await session.WrittenAsync()));
        Assert.Empty(Worker.Observers);
    }

    [Fact]
    public async Task StateChanged_engineEndsTheObserver_theIdIsFreeAndNothingIsSentAtDispose()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Send(StateChanged("x", "disposed", ObserverErrorCodes.MaxFires, fires: 5));
        await session.WrittenAsync();
        Assert.Equal((ObserverState.Disposed, ObserverErrorCodes.MaxFires, 5), (handle.State, handle.Reason?.Code, handle.Fires));
        var second = await ActiveAsync(session, "x");
        await handle.DisposeAsync();
        Assert.Equal(["observe x"], Observers(await session.WrittenAsync()));
        Assert.Equal(ObserverState.Active, second.State);
    }

    [Fact]
    public async Task Ready_suspendedObserver_waitsUntilItIsActiveAgain()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Send(StateChanged("x", "suspended", ObserverErrorCodes.TargetUnavailable, fires: 2));
        await session.HandledAsync();
        var ready = handle.ReadyAsync();
        Assert.False(ready.IsCompleted);
        using var cancellation = new CancellationTokenSource();
        var impatient = handle.ReadyAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        session.Send(StateChanged("x", "active", fires: 2));
        await ready.WaitAsync(TestTimeout.Default);
        Assert.True(Warned("'x'", "TARGET_UNAVAILABLE"));
    }

    [Fact]
    public async Task StateChanged_unknownState_itsTextIsKept()
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Send(StateChanged("x", "draining"));
        await session.HandledAsync();
        Assert.Equal((ObserverState.Unknown, "draining"), (handle.State, handle.StateText));
        Assert.False(handle.ReadyAsync().IsCompleted);
    }

    [Theory]
    [InlineData("error", ObserverErrorCodes.ObserverError)]
    [InlineData("disposed", ObserverErrorCodes.Unobserved)]
    public async Task Ready_noReasonGiven_failsWithACodeOfItsOwn(string state, string code)
    {
        var session = await ConnectAsync();
        var handle = await ActiveAsync(session, "x");
        session.Send(StateChanged("x", state));
        await session.HandledAsync();
        Assert.Null(handle.Reason);
        Assert.Equal(code, (await Assert.ThrowsAsync<IIIObserverException>(() => handle.ReadyAsync())).Code);
    }

    [Theory]
    [InlineData("""{"type":"observeresult","state":"active"}""")]
    [InlineData("""{"type":"observeresult","id":"x"}""")]
    [InlineData("""{"type":"observeresult","id":"x","state":7}""")]
    [InlineData("""{"type":"observeresult","id":"gone","state":"active"}""")]
    [InlineData("""{"type":"observeresult","id":"x","state":"active","warnings":[1,}""")]
    [InlineData("""{"type":"observerstatechanged","id":"gone","state":"active"}""")]
    [InlineData("""{"type":"observerstatechanged","state":"active"}""")]
    public async Task Frames_malformedOrForNobody_doNoHarm(string frame)
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = "x" });
        session.Send(frame);
        await session.HandledAsync();
        Assert.Equal(ObserverState.Pending, handle.State);
        session.Send(ObserveResult("x", "active"));
        await handle.ReadyAsync().WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task Observe_workerHasFailedOrStopped_handleIsDisposedWithTheReason()
    {
        var waiting = Worker.Observe("a::b", "c::d");
        var session = await ConnectAsync();
        session.Send("""{"type":"error","error":{"code":"AUTH_ERROR","message":"bad token"}}""");
        var error = await Assert.ThrowsAsync<IIIObserverException>(() => waiting.ReadyAsync().WaitAsync(TestTimeout.Default));
        Assert.Equal("AUTH_ERROR", error.Code);
        Assert.Equal((ObserverState.Disposed, "AUTH_ERROR"), (waiting.State, waiting.Reason?.Code));
        var late = Worker.Observe("a::b", "c::d");
        Assert.Equal((ObserverState.Disposed, "AUTH_ERROR"), (late.State, late.Reason?.Code));
        Assert.Empty(Worker.Observers);
    }
}
