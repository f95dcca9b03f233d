using Iii.Generated;

namespace Iii.Tests.Observers;

/// <summary>Shows how the observers of attributes live with their function.</summary>
public sealed class AttributeObserverTests : ObserverTest
{
    [Fact]
    public async Task Add_functionWithObservers_theyAreSentAfterTheFunctionUnderNewIds()
    {
        Worker.Add(new Target());
        var session = await ConnectAsync();
        var frames = (await session.WrittenAsync()).SkipWhile(f => Type(f) is not "registerfunction").ToArray();
        Assert.Equal(["registerfunction", "observe", "observe"], frames.Select(Type));
        var ids = Worker.Observers.Select(o => o.Id).ToArray();
        Assert.Equal(
            [
                $$$"""{"type":"observe","id":"{{{ids[0]}}}","source":{"function_id":"a::b"},"target":{"function_id":"target"}}""",
                $$$"""{"type":"observe","id":"{{{ids[1]}}}","source":{"function_id":"a::c","namespace":"n","args":{"x":1}""" +
                ""","filters":{"input.y":{"$eq":1}},"capture":["input"],"on":"error","deliver":"input"}""" +
                ""","target":{"function_id":"target"},"metadata":{"z":1},"max_fires":3,"expires_in_ms":4,"max_in_flight":5}""",
            ],
            frames[1..].Select(f => f.GetRawText()));
        Assert.All(ids, id => Assert.True(Guid.TryParse(id, out _)));
        Assert.NotEqual(ids[0], ids[1]);

        session.Drop();
        var second = await ConnectAsync();
        Assert.Equal(ids.Select(id => $"observe {id}"), Observers(await second.WrittenAsync()));
    }

    [Fact]
    public async Task Unregister_functionWithObservers_theyEndBeforeIt()
    {
        var registration = Worker.Map(new Target());
        var session = await ConnectAsync();
        var ids = Worker.Observers.Select(o => o.Id).ToArray();
        await session.WrittenAsync();
        registration.Unregister();
        Assert.Equal(
            [$"unobserve {ids[0]}", $"unobserve {ids[1]}", "unregisterfunction target"],
            (await session.WrittenAsync()).Select(f => $"{Type(f)} {Text(f, "id")}"));
        Assert.Empty(Worker.Observers);
    }

    [Fact]
    public async Task Add_workerHasNamespace_theTargetIsItsOwnFunction()
    {
        await using var worker = Create("orders");
        worker.Add(new Target());
        var session = await ConnectAsync(worker: worker);
        var observe = (await session.WrittenAsync()).First(f => Type(f) is "observe");
        Assert.Equal("orders", Text(observe.GetProperty("target"), "namespace"));
        Assert.Equal("orders", Text(observe.GetProperty("source"), "namespace"));
        session.Send("""{"type":"error","error":{"code":"END","message":"of the test"}}""");
    }

    private sealed class Target : FunctionDefinition
    {
        public override string Id => "target";

        public override IReadOnlyList<ObserverDefinition> Observers =>
        [
            new("a::b"),
            new("a::c")
            {
                SourceNamespace = "n",
                Args = """{"x":1}""",
                Filter = """{"input.y":{"$eq":1}}""",
                Capture = Captures.Input,
                On = Outcomes.Error,
                Delivery = ObserverDelivery.Input,
                Metadata = """{"z":1}""",
                MaxFires = 3,
                ExpiresInMs = 4,
                MaxInFlight = 5,
            },
        ];

        public override ValueTask InvokeAsync(FunctionCall call) => default;
    }
}
