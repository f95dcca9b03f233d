using System.Text.Json;

namespace Iii.Testing.Tests;

/// <summary>Observers in a test host: recorded, waited for, faulted, and by the host's clock.</summary>
public sealed class ObserverTests
{
    [Fact]
    public async Task Observe_callEnds_activationIsRecordedWithItsCause()
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer = await ObserveAsync(host, "math::add");
        Assert.Equal(3, await host.Client.AddAsync());

        var seen = await host.WaitForActivationAsync("test::seen");
        Assert.Equal((IIIInvocationKind.Observer, observer.Id, "math::add"), (seen.Kind, seen.ObserverId, seen.ObservedFunctionId));
        Assert.Null(seen.TriggerType);
        Assert.Null(seen.Caller);
        Assert.Equal(("math::add", 3.0, "test"), (seen.CausedBy!.FunctionId, seen.CausedBy.ResultAs<double>(), seen.CausedBy.Caller));
        Assert.True(seen.CausedBy.Number < seen.Number);
        Assert.Null(seen.CausedBy.CausedBy);
        Assert.Null(seen.CausedBy.ObserverId);
        Assert.Equal("success", seen.Payload.GetProperty("status").GetString());
        Assert.Contains("(Observer of math::add)", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForActivation_functionIsAlsoCalled_onlyTheActivationIsFound()
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer = await ObserveAsync(host, "math::add");
        await host.Client.CallAsync<int, int>("test::seen", 7);
        var waiting = host.WaitForActivationAsync("test::seen", run => run.CausedBy!.ResultAs<double>() == 30);
        await host.Client.AddAsync();
        await host.SettleAsync();
        Assert.False(waiting.IsCompleted);
        await host.Client.AddAsync(10, 20);
        Assert.Equal("math::add", (await waiting).ObservedFunctionId);

        // Each is found once, by either wait.
        Assert.Null((await host.WaitForInvocationAsync("test::seen")).ObserverId);
        Assert.NotNull((await host.WaitForInvocationAsync("test::seen")).ObserverId);
    }

    [Fact]
    public async Task WaitForActivation_observerIsPending_messageSaysWhy()
    {
        await using var host = await TestHosts.StartAsync();
        host.Worker.Observe("nobody::has", "test::seen");
        await host.SettleAsync();
        var error =
            await Assert.ThrowsAsync<TimeoutException>(() =>
                host.WaitForActivationAsync("test::seen", timeout: TimeSpan.FromMilliseconds(50)));
        Assert.Contains("No further activation of 'test::seen'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Observer nobody::has → test::seen is Pending: OWNER_UNAVAILABLE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observe_stubsOfFunctionsThatNobodyHas_theyAreObservedAndRun()
    {
        await using var host = await IIITestHost.StartAsync(worker => worker.Observe("payments::charge", "mails::receipt"));
        var charge = host.Stub<Charge, Receipt>("payments::charge", asked => new Receipt($"r-{asked!.Order}"));
        using var mail = host.StubJson("mails::receipt", "null");
        await host.SettleAsync();
        await host.Client.CallAsync<Charge, Receipt>("payments::charge", new Charge("7", 1));
        var receipt = await host.WaitForActivationAsync("mails::receipt");
        Assert.Equal("r-7", receipt.CausedBy!.ResultAs<Receipt>()!.Number);

        charge.Dispose();
        Assert.Equal("function_not_found",
            (await Assert.ThrowsAsync<IIIInvocationException>(() =>
                host.Client.CallAsync<Charge, Receipt>("payments::charge", new Charge("8", 1)))).Code);
        await host.SettleAsync();
        Assert.Equal((ObserverState.Pending, "OWNER_UNAVAILABLE"), Standing(Assert.Single(host.Worker.Observers)));
    }

    [Fact]
    public async Task Observe_stubEndsAfterSoManyCalls_theLastOneIsObservedToo()
    {
        await using var host = await IIITestHost.StartAsync(worker =>
        {
            worker.RegisterFunction<JsonElement, int>("test::seen", (_, _) => ValueTask.FromResult(1));
            worker.Observe(new ObserverSource("payments::charge") { On = Outcomes.Error }, "test::seen");
        });
        using var fault = host.Faults.Fail("payments::charge", "declined", times: 1);
        await host.SettleAsync();
        await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<int, int>("payments::charge", 1));
        Assert.Equal("declined", (await host.WaitForActivationAsync("test::seen")).CausedBy!.ErrorCode);
    }

    [Fact]
    public async Task Stub_workerRegistersTheFunctionLater_itsObserversGoOn()
    {
        await using var host = await TestHosts.StartAsync();
        var stub = host.StubJson("late::one", "1");
        await using var observer = await ObserveAsync(host, "late::one");
        await host.AddWorkerAsync("late", late => late.RegisterFunction<int, int>("late::one", (value, _) => ValueTask.FromResult(value)));
        await host.SettleAsync();
        Assert.Equal(ObserverState.Active, observer.State);
        stub.Dispose();
        await host.SettleAsync();
        Assert.Equal(ObserverState.Active, observer.State);
        Assert.Equal(5, await host.Client.CallAsync<int, int>("late::one", 5));
        Assert.Equal(5, (await host.WaitForActivationAsync("test::seen")).CausedBy!.ResultAs<int>());
    }

    [Fact]
    public async Task ExpiresIn_clockIsMoved_observerEndsAtItsTime()
    {
        await using var host = await TestHosts.StartAsync();
        var observer = await ObserveAsync(host, "math::add", new ObserverOptions { ExpiresIn = TimeSpan.FromHours(2) });
        await host.AdvanceAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        await host.Client.AddAsync();
        Assert.Equal(ObserverState.Active, observer.State);
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((ObserverState.Disposed, "EXPIRED"), Standing(observer));
        await host.Client.AddAsync();
        await host.SettleAsync();
        Assert.Single(host.Invocations, i => i.FunctionId == "test::seen");
    }

    [Fact]
    public async Task LoseAcknowledgements_30SecondsPass_observerIsInError()
    {
        await using var host = await TestHosts.StartAsync();
        using (host.Faults.LoseAcknowledgements("math::add"))
        {
            var observer = host.Client.Observe("math::add", await SeenAsync(host));
            await host.AdvanceAsync(TimeSpan.FromSeconds(29));
            Assert.Equal((ObserverState.Pending, null), Standing(observer));
            await host.Client.AddAsync();
            await host.AdvanceAsync(TimeSpan.FromSeconds(1));
            Assert.Equal((ObserverState.Error, "OWNER_TIMEOUT"), Standing(observer));
            Assert.Equal("OWNER_TIMEOUT", (await Assert.ThrowsAsync<IIIObserverException>(() => observer.ReadyAsync())).Code);
            await observer.DisposeAsync();
        }

        Assert.DoesNotContain(host.Invocations, i => i.FunctionId == "test::seen");
        await using var second = host.Client.Observe("math::add", "test::seen");
        await host.SettleAsync();
        Assert.Equal(ObserverState.Active, second.State);
    }

    [Fact]
    public async Task RejectObserver_functionIsObserved_handleHasTheReason()
    {
        await using var host = await TestHosts.StartAsync();
        using var fault = host.Faults.RejectObserver("math::add", "TOO_MANY", "No more.");
        var observer = host.Client.Observe("math::add", await SeenAsync(host));
        var error = await Assert.ThrowsAsync<IIIObserverException>(() => observer.ReadyAsync());
        Assert.Equal("TOO_MANY", error.Code);
        Assert.Contains("No more.", error.Message, StringComparison.Ordinal);

        // Other functions can be observed.
        await using var other = host.Client.Observe("jobs::sleep", "test::seen");
        await other.ReadyAsync().WaitAsync(IIITestHost.DefaultPatience);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("tired")]
    public async Task Fail_targetOfAnObserver_theRunEndsWithTheError(string? code)
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer = await ObserveAsync(host, "math::add");
        using var fault = code is null ? null : host.Faults.Fail("test::seen", code);
        Assert.Equal(3, await host.Client.AddAsync());
        Assert.Equal(code, (await host.WaitForActivationAsync("test::seen")).ErrorCode);
    }

    [Fact]
    public async Task Cron_observerInPlaceOfATrigger_isRecordedAndFaultedAsThatTrigger()
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer = await ObserveAsync(
            host, new ObserverSource("cron::on-tick") { Args = """{"expression":"0 0 * * * *"}""", Delivery = ObserverDelivery.Input });
        using (host.Faults.Fail("test::seen", "tired"))
        {
            await host.AdvanceAsync(TimeSpan.FromHours(1));
        }

        await host.AdvanceAsync(TimeSpan.FromHours(1));
        var runs = host.Invocations.Where(i => i.FunctionId == "test::seen").ToArray();
        Assert.Equal(["tired", null], runs.Select(r => r.ErrorCode));
        Assert.All(runs, r => Assert.Equal((IIIInvocationKind.Trigger, "cron", observer.Id), (r.Kind, r.TriggerType, r.TriggerId)));
        Assert.Equal("""{"expression":"0 0 * * * *"}""", (await BindingAsync(host, observer.Id)).GetProperty("config").GetRawText());
    }

    [Fact]
    public async Task Http_observerInPlaceOfATrigger_isRecordedAsThatTrigger()
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer =
            await ObserveAsync(host, new ObserverSource("http::on-request") { Args = """{"method":"POST","path":"/seen"}""" });
        using var response = await host.Http.PostAsync("/seen", new StringContent("{}", null, "application/json"));
        var run = await host.WaitForActivationAsync("test::seen");
        Assert.Equal((IIIInvocationKind.Trigger, "http", observer.Id), (run.Kind, run.TriggerType, run.TriggerId));
        Assert.Null(run.CausedBy);
        Assert.Equal("""{"api_path":"/seen","http_method":"POST"}""",
            (await BindingAsync(host, observer.Id)).GetProperty("config").GetRawText());
    }

    [Fact]
    public async Task Queue_observerInPlaceOfATrigger_isRecordedAsThatTrigger()
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer = await ObserveAsync(host, new ObserverSource("queue::on-message") { Args = """{"topic":"parcels"}""" });
        await new IIIQueues(host.Client).PublishAsync("parcels", "p-1");
        var run = await host.WaitForActivationAsync("test::seen");
        Assert.Equal((IIIInvocationKind.Queue, "durable:subscriber", "p-1"), (run.Kind, run.TriggerType, run.PayloadAs<string>()));
    }

    [Fact]
    public async Task State_observerInPlaceOfATrigger_isRecordedAsThatTriggerAndCausedByTheEvent()
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer = await ObserveAsync(
            host,
            new ObserverSource("state::on-changed") { Filter = """{"input.scope":{"$eq":"carts"}}""", Delivery = ObserverDelivery.Input });
        await new IIIState(host.Client).SetAsync("others", "ada", 1);
        await new IIIState(host.Client).SetAsync("carts", "ada", 2);
        var run = await host.WaitForActivationAsync("test::seen");
        Assert.Equal((IIIInvocationKind.Trigger, "state", "state::on-changed"), (run.Kind, run.TriggerType, run.CausedBy!.FunctionId));
        Assert.Equal("carts", run.Payload.GetProperty("scope").GetString());
        await host.SettleAsync();
        Assert.Single(host.Invocations, i => i.FunctionId == "test::seen");
        Assert.Equal("""{"scope":"carts"}""", (await BindingAsync(host, observer.Id)).GetProperty("config").GetRawText());
    }

    [Fact]
    public async Task State_observerThatGetsTheEnvelope_isNoTrigger()
    {
        await using var host = await TestHosts.StartAsync();
        await using var observer = await ObserveAsync(host, "state::on-changed");
        await new IIIState(host.Client).SetAsync("carts", "ada", 2);
        var run = await host.WaitForActivationAsync("test::seen");
        Assert.Equal((IIIInvocationKind.Observer, (string?)null), (run.Kind, run.TriggerType));
        Assert.DoesNotContain(await BindingsAsync(host), b => b.GetProperty("id").GetString() == observer.Id);
    }

    [Fact]
    public async Task RejectTrigger_observerInPlaceOfATrigger_isRefused()
    {
        await using var host = await TestHosts.StartAsync();
        using var fault = host.Faults.RejectTrigger("test::seen", "no_room", "There are too many jobs.");
        var target = await SeenAsync(host);
        var tick =
            host.Client.Observe(
                new ObserverSource("cron::on-tick") { Args = """{"expression":"0 0 * * * *"}""", Delivery = ObserverDelivery.Input },
                    target);
        Assert.Equal("no_room", (await Assert.ThrowsAsync<IIIObserverException>(() => tick.ReadyAsync())).Code);

        // An observer that stands for no trigger is none.
        await using var other = host.Client.Observe("math::add", target);
        await other.ReadyAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Faults_blankIds_areRefused(string id)
    {
        await using var host = await IIITestHost.StartAsync();
        Assert.Throws<ArgumentException>(() => host.Faults.LoseAcknowledgements(id));
        Assert.Throws<ArgumentException>(() => host.Faults.RejectObserver(id));
        Assert.Throws<ArgumentException>(() => host.Faults.RejectObserver("math::add", id));
    }

    private static (ObserverState State, string? Code) Standing(ObserverHandle observer) => (observer.State, observer.Reason?.Code);

    private static async Task<ObserverHandle> ObserveAsync(IIITestHost host, ObserverSource source, ObserverOptions? options = null)
    {
        var observer = host.Client.Observe(source, await SeenAsync(host), options);
        await observer.ReadyAsync().WaitAsync(IIITestHost.DefaultPatience);
        return observer;
    }

    /// <summary>Adds a worker with the function <c>test::seen</c>, which takes anything.</summary>
    private static async Task<string> SeenAsync(IIITestHost host)
    {
        await host.AddWorkerAsync("seen", worker =>
            worker.RegisterFunction<JsonElement, int>("test::seen", (_, _) => ValueTask.FromResult(1)));
        return "test::seen";
    }

    private static async Task<JsonElement> BindingAsync(IIITestHost host, string id) =>
        Assert.Single(await BindingsAsync(host), b => b.GetProperty("id").GetString() == id);

    private static async Task<JsonElement[]> BindingsAsync(IIITestHost host) =>
        [.. JsonElement.Parse((await host.Client.CallRawAsync("engine::registered-triggers::list", "{}"u8.ToArray())).Span)
            .GetProperty("registered_triggers").EnumerateArray()];
}
