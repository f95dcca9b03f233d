namespace Iii.Testing.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_ends_is_made_again(bool isClean)
    {
        await using var host = await TestHosts.StartAsync();
        var states = new List<IIIConnectionState>();
        host.Worker.StateChanged += states.Add;
        var sleeping = host.Client.CallAsync<int, string>("jobs::sleep", 100);
        await host.SettleAsync();
        await (isClean ? host.Faults.CloseConnectionAsync(host.Worker) : host.Faults.DropConnectionAsync(host.Worker));
        Assert.Equal("invocation_stopped", (await Assert.ThrowsAsync<IIIInvocationException>(() => sleeping)).Code);
        Assert.Equal("function_not_found", (await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.AddAsync())).Code);
        Assert.Equal(IIIConnectionState.Reconnecting, host.Worker.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Faults.DropConnectionAsync(host.Worker));

        // Kept until there is a connection again.
        var kept = host.Worker.AddAsync();
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(3, await kept);
        Assert.Equal([IIIConnectionState.Reconnecting, IIIConnectionState.Connected], states);
        Assert.Equal(3, await host.Client.AddAsync());
    }

    [Fact]
    public async Task A_call_whose_connection_is_lost_fails_at_once()
    {
        await using var host = await TestHosts.StartAsync();
        using var hang = host.Faults.Hang("payments::charge");
        var call = host.Worker.CallAsync<int, int>("payments::charge", 1);
        await host.SettleAsync();
        await host.Faults.DropConnectionAsync(host.Worker);
        Assert.Equal("CONNECTION_LOST", (await Assert.ThrowsAsync<IIIInvocationException>(() => call)).Code);
    }

    [Fact]
    public async Task Refused_connections_are_tried_again_with_longer_and_longer_waits()
    {
        await using var host = await TestHosts.StartAsync();
        using (host.Faults.RefuseConnections(host.Worker))
        {
            await host.Faults.DropConnectionAsync(host.Worker);
            await host.AdvanceAsync(TimeSpan.FromSeconds(1));
            await host.AdvanceAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(IIIConnectionState.Reconnecting, host.Worker.State);
        }

        await host.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(IIIConnectionState.Reconnecting, host.Worker.State);
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(IIIConnectionState.Connected, host.Worker.State);
    }

    [Fact]
    public async Task A_refused_session_is_the_end_of_a_worker()
    {
        await using var host = await IIITestHost.StartAsync();
        using var refusal = host.Faults.RefuseSessions("not you");
        var error = await Assert.ThrowsAsync<IIISessionRefusedException>(() => host.AddWorkerAsync("unwanted", worker => worker.AddFunctions()));
        Assert.Equal("AUTH_ERROR", error.Code);
        Assert.Contains("not you", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_function_is_missing_and_the_worker_goes_on_without_it()
    {
        await using var host = await IIITestHost.StartAsync();
        using var rejection = host.Faults.RejectFunction("test::second");
        var rejected = new List<FunctionRejection>();
        var worker = await host.AddWorkerAsync("half", half =>
        {
            half.FunctionRejected += rejected.Add;
            half.RegisterFunction<int, int>("test::first", (value, _) => ValueTask.FromResult(value));
            half.RegisterFunction<int, int>("test::second", (value, _) => ValueTask.FromResult(value));
        });
        Assert.Equal(IIIConnectionState.Connected, worker.State);
        Assert.Equal(("test::second", "FUNCTION_NAMESPACE_CONFLICT"), Assert.Single(rejected) is var only ? (only.FunctionId, only.Code) : default);
        Assert.Equal(7, await host.Client.CallAsync<int, int>("test::first", 7));
        await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<int, int>("test::second", 7));
    }

    [Fact]
    public async Task A_refused_trigger_is_told_to_the_worker()
    {
        await using var host = await IIITestHost.StartAsync();
        using var rejection = host.Faults.RejectTrigger("test::job", "no_room", "There are too many jobs.");
        var rejected = new TaskCompletionSource<TriggerRejection>(TaskCreationOptions.RunContinuationsAsynchronously);
        await host.AddWorkerAsync("jobs", worker =>
        {
            worker.TriggerRejected += r => rejected.TrySetResult(r);
            worker.RegisterFunction<int, int>("test::job", (value, _) => ValueTask.FromResult(value));
            worker.RegisterTrigger("cron", "test::job", """{"expression":"0 * * * * *"}""");
        });
        var only = await rejected.Task.WaitAsync(TestTimeout.Default);
        Assert.Equal(("test::job", "no_room", "There are too many jobs."), (only.FunctionId, only.Code, only.Message));
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.DoesNotContain(host.Invocations, i => i.FunctionId == "test::job");
    }

    [Fact]
    public async Task Frames_come_later()
    {
        await using var host = await TestHosts.StartAsync();
        using (host.Faults.Delay(TimeSpan.FromSeconds(2), host.Worker))
        {
            var call = host.Client.AddAsync();
            await host.AdvanceAsync(TimeSpan.FromSeconds(3));
            Assert.False(call.IsCompleted);
            await host.AdvanceAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(3, await call);
        }

        Assert.Equal(3, await host.Client.AddAsync());
    }

    [Fact]
    public async Task A_function_fails_as_often_as_the_test_wants()
    {
        await using var host = await TestHosts.StartAsync();
        using var fault = host.Faults.Fail("math::add", "tired", "No more.", times: 2);
        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.AddAsync());
            Assert.Equal(("tired", "No more."), (error.Code, error.Message));
        }

        Assert.Equal(3, await host.Client.AddAsync());
    }

    [Fact]
    public async Task A_stub_answers_until_it_is_taken_away()
    {
        await using var host = await TestHosts.StartAsync();
        using (host.Stub<Dictionary<string, double>, double>("math::add", numbers => numbers!["a"] == 0 ? throw new IIIException("zero", "Not zero.") : -1))
        {
            Assert.Equal(-1, await host.Client.AddAsync());
            Assert.Equal("zero", (await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<Dictionary<string, double>, double>("math::add", new() { ["a"] = 0 }))).Code);
            Assert.Equal("deserialization_error", (await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<string, double>("math::add", "x"))).Code);
        }

        Assert.Equal(3, await host.Client.AddAsync());
        using var later = host.StubAsync<int, string>("slow::one", async (seconds, stopping) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), host.Clock, stopping);
            return "done";
        });
        var call = host.Worker.CallAsync<int, string>("slow::one", 5);
        await host.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("done", await call);
    }

    [Fact]
    public async Task A_stub_may_block_until_what_was_called_before_it_has_run()
    {
        await using var host = await TestHosts.StartAsync();
        using var ran = new ManualResetEventSlim();
        await host.AddWorkerAsync("other", other => other.RegisterFunction<int, int>("other::run", (value, _) =>
        {
            ran.Set();
            return ValueTask.FromResult(value);
        }));
        using var stub = host.Stub<int, bool>("slow::stub", _ => ran.Wait(TimeSpan.FromSeconds(10)));

        // Both calls come to the engine with one read.
        var frozen = host.Faults.Freeze();
        var first = host.Client.CallAsync<int, int>("other::run", 1);
        var second = host.Client.CallAsync<int, bool>("slow::stub", 1);
        frozen.Dispose();
        Assert.True(await second);
        Assert.Equal(1, await first);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Blank_ids_are_refused(string id)
    {
        await using var host = await IIITestHost.StartAsync();
        Assert.Throws<ArgumentException>(() => host.Faults.Fail(id, "code"));
        Assert.Throws<ArgumentException>(() => host.Faults.RejectFunction(id));
        Assert.Throws<ArgumentException>(() => host.StubJson(id, "1"));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => host.StubJson("x", "1e400"));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Faults.Hang("x", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Faults.Delay(TimeSpan.Zero));
    }
}
