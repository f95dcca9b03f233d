using System.Text.Json;

namespace Iii.Tests.Observers;

/// <summary>Shows what goes over the wire for an observer, and when.</summary>
public sealed class ObserveFrameTests : ObserverTest
{
    // The vector names four features; local dispatch is declared when it exists.
    [Fact]
    public async Task O1_Connect_featuresAreDeclaredInOrder()
    {
        var session = await ConnectAsync(features: null);
        var frame = await session.NextAsync("invokefunction");
        Assert.Equal("engine::workers::register", Text(frame, "function_id"));
        Assert.False(frame.TryGetProperty("invocation_id", out _));
        Assert.Equal("""{"type":"void"}""", frame.GetProperty("action").GetRawText());
        Assert.Equal("""["observe.v1","observe.v2","large-messages.v1"]""", frame.GetProperty("data").GetProperty("features").GetRawText());
    }

    [Fact]
    public async Task O3_Observe_beforeWorkerRegistered_isSentAfterItWithoutOtherKeys()
    {
        var handle = Worker.Observe("a::b", "c::d");
        var session = await ConnectAsync(features: null);
        Assert.Empty(Observers(await session.WrittenAsync()));
        Introduce(session, V2);
        var observe = Assert.Single(await session.WrittenAsync());
        Assert.Equal(
            $$$"""{"type":"observe","id":"{{{handle.Id}}}","source":{"function_id":"a::b"},"target":{"function_id":"c::d"}}""",
            observe.GetRawText());
        Assert.True(Guid.TryParse(handle.Id, out var id));
        Assert.Equal(4, id.Version);
        Assert.Equal(ObserverState.Pending, handle.State);
    }

    [Fact]
    public async Task O4_Observe_everythingSet_partsGoIntoSourceAndPolicyToTheTop()
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        Worker.Observe(
            new ObserverSource("shop::pay")
            {
                Filter = """{"input.total":{"$gte":500}}""",
                Capture = Captures.Input | Captures.Error | Captures.Metadata,
                On = Outcomes.Error,
            },
            "oncall::page",
            new ObserverOptions { Id = "x", MaxInFlight = 4, Metadata = """{"team":"payments"}""" });
        Assert.Equal(
            """{"type":"observe","id":"x","source":{"function_id":"shop::pay","filters":{"input.total":{"$gte":500}}""" +
            ""","capture":["input","error","metadata"],"on":"error"}""" +
            ""","target":{"function_id":"oncall::page"},"metadata":{"team":"payments"},"max_in_flight":4}""",
            Assert.Single(await session.WrittenAsync()).GetRawText());
    }

    [Fact]
    public async Task Observe_argsDeliveryAndLimits_areWrittenAsTheProtocolHasThem()
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        Worker.Observe(
            new ObserverSource("meter::on-reading")
            {
                Args = """{"site":"north"}""",
                Capture = Captures.None,
                On = Outcomes.Complete,
                Delivery = ObserverDelivery.Output,
            },
            "alarm::raise",
            new ObserverOptions { Id = "x", MaxFires = 3, ExpiresIn = TimeSpan.FromMilliseconds(1.5) });
        Assert.Equal(
            """{"type":"observe","id":"x","source":{"function_id":"meter::on-reading","args":{"site":"north"},"capture":[]""" +
            ""","on":"complete","deliver":"output"}""" +
            ""","target":{"function_id":"alarm::raise"},"max_fires":3,"expires_in_ms":2}""",
            Assert.Single(await session.WrittenAsync()).GetRawText());
    }

    [Fact]
    public async Task Observe_argsAndMetadataAreNull_noKeyIsWritten()
    {
        var session = await ConnectAsync();
        await session.WrittenAsync();
        Worker.Observe(new ObserverSource("a::b") { Args = " null " }, "c::d", new ObserverOptions { Id = "x", Metadata = "null" });
        Assert.Equal(
            """{"type":"observe","id":"x","source":{"function_id":"a::b"},"target":{"function_id":"c::d"}}""",
            Assert.Single(await session.WrittenAsync()).GetRawText());
    }

    [Fact]
    public void Observe_whatCannotTravel_isAnException()
    {
        Assert.Throws<ArgumentNullException>(() => Worker.Observe(null!, "c::d"));
        Assert.Throws<ArgumentNullException>(() => Worker.Observe("a::b", null!));
        Assert.Throws<ArgumentException>(() => Worker.Observe(" ", "c::d"));
        Assert.Throws<ArgumentException>(() => Worker.Observe("a::b", ""));
        Assert.Throws<ArgumentException>(() => Worker.Observe("a::b", "c::d", new ObserverOptions { Id = " " }));
        Assert.Throws<ArgumentException>(() => Worker.Observe(new ObserverSource("a::b") { Args = "{oops" }, "c::d"));
        Assert.Throws<ArgumentException>(() => Worker.Observe("a::b", "c::d", new ObserverOptions { Metadata = "oops" }));
    }

    [Fact]
    public async Task O20_Observe_manyObservers_areSentInOrderOfCreationAfterAllFunctions()
    {
        var ids = Enumerable.Range(0, 32).Select(i => Worker.Observe("a::b", "c::d").Id).ToArray();
        for (var i = 0; i < 3; i++)
        {
            Worker.RegisterRawFunction($"f::{i}", (payload, _) => ValueTask.FromResult(payload));
        }

        var session = await ConnectAsync();
        AssertOrder(await session.WrittenAsync());
        session.Drop();
        AssertOrder(await (await ConnectAsync()).WrittenAsync());

        void AssertOrder(List<JsonElement> frames)
        {
            Assert.Equal(ids, frames.Where(f => Type(f) is "observe").Select(f => Text(f, "id")));
            Assert.Equal(3, frames.TakeWhile(f => Type(f) is not "observe").Count(f => Type(f) is "registerfunction"));
            Assert.Equal(3, frames.Count(f => Type(f) is "registerfunction"));
        }
    }

    [Theory]
    [InlineData("api::x", null, "orders")]
    [InlineData("engine::on-functions-changed", null, "default")]
    [InlineData("configuration::on-updated", null, "default")]
    [InlineData("engine::on-functions-changed", "billing", "billing")]
    [InlineData("api::x", "default", "default")]
    [InlineData("api::x", "billing", "billing")]
    public async Task O21_Observe_workerHasNamespace_idsAreResolved(string functionId, string? named, string expected)
    {
        await using var worker = Create("orders");
        var source = worker.Observe(new ObserverSource(functionId) { Namespace = named }, "api::y", new ObserverOptions { Id = "1" });
        worker.Observe("api::z", new FunctionTarget(functionId) { Namespace = named }, new ObserverOptions { Id = "2" });
        var session = await ConnectAsync(worker: worker);
        var frames = (await session.WrittenAsync()).Where(f => Type(f) is "observe").ToArray();
        Assert.Equal((expected, "orders"), Namespaces(frames[0]));
        Assert.Equal(("orders", expected), Namespaces(frames[1]));
        Assert.Equal(functionId, source.Source.FunctionId);
        await StopAsync(worker);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(null, " ")]
    public async Task O21_Observe_namespaceIsBlank_handleEndsInInvalidArgsWithoutAFrame(string? source, string? target)
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe(new ObserverSource("a::b") { Namespace = source }, new FunctionTarget("c::d") { Namespace = target });
        Assert.Equal((ObserverState.Error, ObserverErrorCodes.InvalidArgs), (handle.State, handle.Reason?.Code));
        Assert.Contains("namespace is empty", handle.Reason!.Message, StringComparison.Ordinal);
        Assert.Empty(Observers(await session.WrittenAsync()));
    }

    [Fact]
    public async Task O22_Observe_workerHasNoNamespace_noneIsWritten()
    {
        Worker.Observe("a::b", "c::d");
        var session = await ConnectAsync();
        Assert.Equal((null, null), Namespaces((await session.WrittenAsync()).Single(f => Type(f) is "observe")));
    }

    public static TheoryData<string> MalformedFilters =>
    [
        """{"input.op":"insert"}""",
        "{\"input.op\":{\"$eq\":" + new string('[', 130) + new string(']', 130) + "}}",
        "{oops",
        "null",
    ];

    [Theory]
    [MemberData(nameof(MalformedFilters))]
    public async Task O23_Observe_filterMalformed_handleEndsInInvalidFilterWithoutAFrame(string filter)
    {
        var session = await ConnectAsync();
        var handle = Worker.Observe(new ObserverSource("a::b") { Filter = filter }, "c::d");
        Assert.Equal((ObserverState.Error, ObserverErrorCodes.InvalidFilter), (handle.State, handle.Reason?.Code));
        Assert.Empty(Observers(await session.WrittenAsync()));
    }

    public static TheoryData<ObserverSource, ObserverOptions> InvalidPolicies => new()
    {
        { "a::b", new ObserverOptions { MaxFires = 0 } },
        { "a::b", new ObserverOptions { MaxInFlight = -1 } },
        { "a::b", new ObserverOptions { ExpiresIn = TimeSpan.FromSeconds(-1) } },
        { new ObserverSource("a::b") { On = 0 }, new ObserverOptions() },
        { new ObserverSource("a::b") { Capture = (Captures)64 }, new ObserverOptions() },
        { new ObserverSource("a::b") { Delivery = (ObserverDelivery)9 }, new ObserverOptions() },
    };

    [Theory]
    [MemberData(nameof(InvalidPolicies))]
    public void Observe_policyInvalid_handleEndsInInvalidArgs(ObserverSource source, ObserverOptions options)
    {
        var handle = Worker.Observe(source, "c::d", options);
        Assert.Equal((ObserverState.Error, ObserverErrorCodes.InvalidArgs), (handle.State, handle.Reason?.Code));
    }

    private static (string? Source, string? Target) Namespaces(JsonElement frame) =>
        (Text(frame.GetProperty("source"), "namespace"), Text(frame.GetProperty("target"), "namespace"));

    private async Task StopAsync(IIIWorker worker)
    {
        var stopping = worker.StopAsync();
        await Eventually.EndsAsync(stopping, () => Time.Advance(TimeSpan.FromSeconds(1)));
    }
}
