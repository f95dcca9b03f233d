using Iii.Generated;

namespace Iii.Tests.Observers;

/// <summary>Shows how a worker accepts the observers that others have on its functions.</summary>
public sealed class HostedObserverTests : ObserverTest
{
    private const string View = """{"id":"o","args":{},"filters":{},"target":"t","capture":["input"],"on":"success"}""";

    public HostedObserverTests() => Worker.RegisterRawFunction("f", (payload, _) => ValueTask.FromResult(payload));

    [Fact]
    public async Task H1_FunctionRegistered_observerIsAcknowledged()
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        session.Send(Registered(1, View));
        Assert.Equal(Ack("o", 1), Assert.Single(await session.WrittenAsync()).GetRawText());
    }

    // Without hooks: which announcements are acknowledged, and with which revision.
    [Fact]
    public async Task H2_ObserverAddedAndRemoved_outdatedRevisionsAreIgnored()
    {
        var session = await ConnectAsync();
        session.Send(Registered(1));
        await session.WrittenAsync();
        session.Send(Added(2, View));
        session.Send(Added(3, Named("p")));
        session.Send(Removed(4, "o"));
        session.Send(Added(3, Named("stale")));
        session.Send(Removed(2, "p"));
        Assert.Equal([Ack("o", 2), Ack("p", 3)], (await session.WrittenAsync()).Select(f => f.GetRawText()));
        Assert.Equal(["p"], Accepted());
    }

    [Fact]
    public async Task H7_FunctionRegistered_whileTheRegisteringCallRuns_isAcknowledgedAfterIt()
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        using var mayReturn = new SemaphoreSlim(0);
        using var slow = new SlowRegistration(mayReturn);
        var registering = Task.Run(() => Worker.Add(slow));
        Assert.True(await slow.IsRegistering.WaitAsync(TestTimeout.Default));
        session.Send("""{"type":"functionregistered","id":"slow","revision":1,"observers":[{"id":"a","target":"t"}]}""");
        session.Send("""{"type":"observeradded","function_id":"slow","revision":2,"observer":{"id":"b","target":"t"}}""");
        Assert.Equal(["registerfunction"], (await session.WrittenAsync()).Select(Type));
        mayReturn.Release();
        await registering.WaitAsync(TestTimeout.Default);
        Assert.Equal(["observerack a", "observerack b"], Observers(await session.WrittenAsync()));
    }

    // Without hooks: what the new announcement says is what holds.
    [Fact]
    public async Task H8_FunctionRegistered_heldObserverWithAnotherFilter_isAcknowledgedAgain()
    {
        var session = await ConnectAsync();
        session.Send(Registered(1, View));
        await session.WrittenAsync();
        session.Send(Registered(2, Filtered("""{"$and":[{"input.kwh":{"$gt":10}}]}""")));
        session.Send(Added(3, View.Replace("\"args\":{}", "\"args\":{\"site\":\"north\"}", StringComparison.Ordinal)));
        Assert.Equal([Ack("o", 2), Ack("o", 3)], (await session.WrittenAsync()).Select(f => f.GetRawText()));
        Assert.Equal("""{"site":"north"}""", System.Text.Encoding.UTF8.GetString(Worker.ObservedFunctions.Of("f").Single().Args));
    }

    // The remote part: there are no hooks, and no reports of local calls.
    [Fact]
    public async Task H12_Reconnect_heldObserversAreAcknowledgedFirstAndMissingOnesForgotten()
    {
        var session = await ConnectAsync();
        session.Send(Registered(7, Named("a"), Named("b")));
        await session.HandledAsync();
        session.Drop();
        var second = await ConnectAsync();
        await second.WrittenAsync();
        Assert.Equal(["a", "b"], Accepted());
        second.Send(Registered(1, Named("c"), Named("b")));
        Assert.Equal([Ack("b", 1), Ack("c", 1)], (await second.WrittenAsync()).Select(f => f.GetRawText()));
        Assert.Equal(["b", "c"], Accepted());
    }

    [Theory]
    [InlineData("FUNCTION_NAMESPACE_CONFLICT")]
    [InlineData("INVALID_ARGS_FORMAT")]
    [InlineData("UNSUPPORTED")]
    [InlineData("SOMETHING_NEW")]
    public async Task H18_RegistrationRejected_onlyThatFunctionIsLost(string code)
    {
        var rejections = new TaskCompletionSource<FunctionRejection>(TaskCreationOptions.RunContinuationsAsynchronously);
        Worker.FunctionRejected += r => rejections.TrySetResult(r);
        using var mayEnd = new SemaphoreSlim(0);
        Worker.RegisterRawFunction("g", async (payload, _) =>
        {
            await mayEnd.WaitAsync(TestTimeout.Default);
            return payload;
        });
        var session = await ConnectAsync();
        session.Send(Registered(3, View));
        session.SendCall(1, "g", "7");
        await session.WrittenAsync();
        session.Send(
            $$"""{"type":"registrationrejected","code":"{{code}}","namespace":"default","function_id":"f","owner_worker_id":""}""");
        Assert.Equal(("f", code), (await rejections.Task.WaitAsync(TestTimeout.Default)) is { } r ? (r.FunctionId, r.Code) : default);
        mayEnd.Release();
        Assert.Equal((1, "7"), await session.NextAnswerAsync());
        Assert.Equal(IIIConnectionState.Connected, Worker.State);
        Assert.Empty(Accepted());

        // Released: the revisions start again with the next confirmation, and not before it.
        session.Send(Added(9, View));
        session.Send(Registered(1, View));
        Assert.Equal([Ack("o", 1)], (await session.WrittenAsync()).Select(f => f.GetRawText()));
    }

    [Theory]
    [InlineData("""{"type":"registrationrejected","code":"WORKER_NAMESPACE_CONFLICT","namespace":"n","owner_worker_id":"w"}""")]
    [InlineData("""{"type":"registrationrejected","code":"SOMETHING_NEW","owner_worker_id":""}""")]
    public async Task RegistrationRejected_withoutFunctionId_isFatal(string frame)
    {
        var session = await ConnectAsync();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Worker.StateChanged += state => _ = state is IIIConnectionState.Failed && failed.TrySetResult();
        session.Send(frame);
        await failed.Task.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task RegistrationRejected_functionConflictWithoutFunctionId_isOnlyLogged()
    {
        var session = await ConnectAsync();
        session.Send("""{"type":"registrationrejected","code":"FUNCTION_NAMESPACE_CONFLICT","owner_worker_id":"w"}""");
        await session.HandledAsync();
        Assert.Equal(IIIConnectionState.Connected, Worker.State);
        Assert.Contains(Warnings, w => w.Contains("FUNCTION_NAMESPACE_CONFLICT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(V2)]
    [InlineData(V1)]
    public async Task H24_RoutedCall_noHooks_answerHasNeitherMatchedNorDelivered(string features)
    {
        var session = await ConnectAsync(features);
        session.Send(Registered(1, View));
        session.SendCall(1, "f", "7");
        var answer = await session.NextAsync("invocationresult");
        Assert.False(answer.TryGetProperty("matched", out _) || answer.TryGetProperty("delivered", out _));
        Assert.Equal(7, answer.GetProperty("result").GetInt32());
        Assert.Empty(await session.WrittenAsync());
    }

    [Fact]
    public async Task H44_Frames_unknownWordsAndNulls_areAccepted()
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        session.Send("""{"type":"observersmoved","id":"x"}""");
        session.Send(
            """{"type":"functionregistered","id":"f","namespace":null,"revision":null,"local_dispatch":null,"observers":[""" +
            """{"id":"new","target":"t","on":"start","capture":["telemetry","input"]},""" +
            """{"id":"nulls","args":null,"filters":null,"target":"t","capture":null,"on":null},{"id":7}]}""");
        Assert.Equal([Ack("new", 0), Ack("nulls", 0)], (await session.WrittenAsync()).Select(f => f.GetRawText()));
        var views = Worker.ObservedFunctions.Of("f").ToDictionary(o => o.Id);
        Assert.Equal((Captures.Input, "start"), (views["new"].Capture, views["new"].On));
        Assert.False(views["new"].Accepts(Outcomes.Success) || views["new"].Accepts(Outcomes.Error));
        Assert.Equal((Captures.Default, "success"), (views["nulls"].Capture, views["nulls"].On));
        Assert.Equal("{}"u8.ToArray(), views["nulls"].Args);
        Assert.Equal("{}"u8.ToArray(), views["nulls"].Filter);
        Assert.True(views["nulls"].Accepts(Outcomes.Success));
        Assert.False(views["nulls"].Accepts(Outcomes.Error));
    }

    [Fact]
    public async Task FunctionRegistered_filterDoesNotCompile_isRejectedAndNotHeld()
    {
        var session = await ConnectAsync();
        session.Send(Registered(1, View));
        await session.WrittenAsync();
        session.Send(Registered(2, Filtered("""{"$and":[{"input.a":{"$near":1}}]}""")));
        var ack = Assert.Single(await session.WrittenAsync());
        Assert.Equal(["type", "function_id", "namespace", "id", "revision", "error"], ack.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, ack.GetProperty("revision").GetInt32());
        Assert.Equal(ObserverErrorCodes.InvalidFilter, Text(ack.GetProperty("error"), "code"));
        Assert.Contains("$near", Text(ack.GetProperty("error"), "message"), StringComparison.Ordinal);
        Assert.Empty(Accepted());
        Assert.Contains(Warnings, w => w.Contains("INVALID_FILTER", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FunctionRegistered_namespaceOfTheWorker_isEchoed()
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        session.Send("""{"type":"functionregistered","id":"f","namespace":"orders","revision":5,"observers":[{"id":"o","target":"t"}]}""");
        Assert.Equal("orders", Text(Assert.Single(await session.WrittenAsync()), "namespace"));
    }

    [Theory]
    [InlineData("""{"type":"functionregistered","id":"gone","revision":1,"observers":[{"id":"o","target":"t"}]}""")]
    [InlineData("""{"type":"functionregistered","revision":1,"observers":[{"id":"o","target":"t"}]}""")]
    [InlineData("""{"type":"functionregistered","id":"f","revision":1,"observers":[{"id":"o","target":"t"},}""")]
    [InlineData("""{"type":"functionregistered","id":"f","revision":1,"observers":{"id":"o"}}""")]
    [InlineData("""{"type":"observeradded","function_id":"f","revision":1,"observer":{"id":"o","target":"t"}}""")]
    [InlineData("""{"type":"observeradded","function_id":"f","revision":1}""")]
    [InlineData("""{"type":"observerremoved","revision":1}""")]
    public async Task Frames_malformedOrUnexpected_areNotAcknowledged(string frame)
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        session.Send(frame);
        Assert.Empty(await session.WrittenAsync());
        session.Send(Registered(1, View));
        Assert.Equal(["observerack o"], Observers(await session.WrittenAsync()));
    }

    [Fact]
    public async Task FunctionRegistered_afterUnregister_isIgnored()
    {
        var registration = Worker.RegisterRawFunction("g", (payload, _) => ValueTask.FromResult(payload));
        var session = await ConnectAsync();
        registration.Unregister();
        await session.WrittenAsync();
        session.Send("""{"type":"functionregistered","id":"g","revision":1,"observers":[{"id":"o","target":"t"}]}""");
        Assert.Empty(await session.WrittenAsync());
        Worker.RegisterRawFunction("g", (payload, _) => ValueTask.FromResult(payload));
        session.Send("""{"type":"functionregistered","id":"g","revision":2,"observers":[{"id":"o","target":"t"}]}""");
        Assert.Equal(["observerack o"], Observers(await session.WrittenAsync()));
    }

    private static string Registered(int revision, params string[] views) =>
        $$"""{"type":"functionregistered","id":"f","namespace":"default","revision":{{revision}},"local_dispatch":true,""" +
        $"\"observers\":[{string.Join(',', views)}]}}";

    private static string Named(string id) => View.Replace("\"o\"", $"\"{id}\"", StringComparison.Ordinal);

    private static string Filtered(string filter) => View.Replace("\"filters\":{}", $"\"filters\":{filter}", StringComparison.Ordinal);

    private static string Added(int revision, string view) =>
        $$"""{"type":"observeradded","function_id":"f","namespace":"default","revision":{{revision}},"observer":{{view}}}""";

    private static string Removed(int revision, string id) =>
        $$"""{"type":"observerremoved","function_id":"f","namespace":"default","revision":{{revision}},"id":"{{id}}"}""";

    private static string Ack(string id, int revision) =>
        $$"""{"type":"observerack","function_id":"f","namespace":"default","id":"{{id}}","revision":{{revision}}}""";

    private IEnumerable<string> Accepted() => Worker.ObservedFunctions.Of("f").Select(o => o.Id).Order(StringComparer.Ordinal);

    /// <summary>A function whose registration goes on after its frame was sent.</summary>
    private sealed class SlowRegistration(SemaphoreSlim mayReturn) : FunctionDefinition, IDisposable
    {
        public SemaphoreSlim IsRegistering { get; } = new(0);

        public override string Id => "slow";

        public override IReadOnlyList<ObserverDefinition> Observers
        {
            get
            {
                IsRegistering.Release();
                Assert.True(mayReturn.Wait(TestTimeout.Default));
                return [];
            }
        }

        public override ValueTask InvokeAsync(FunctionCall call) => default;

        public void Dispose() => IsRegistering.Dispose();
    }
}
