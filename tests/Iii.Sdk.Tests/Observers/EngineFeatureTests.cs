using System.Collections.Concurrent;

namespace Iii.Tests.Observers;

/// <summary>Shows what a worker knows of its engine's features, and who hears of them.</summary>
public sealed class EngineFeatureTests : ObserverTest
{
    [Fact]
    public async Task O25_Subscribe_featuresChange_listenerHearsEachChangeOnce()
    {
        var heard = new ConcurrentQueue<bool>();
        using var called = new SemaphoreSlim(0);
        using var subscription = Worker.Engine.Subscribe(args =>
        {
            heard.Enqueue(args.Supports(IIIEngineFeatures.ObserveV1));
            called.Release();
        });
        var session = await ConnectAsync(None);
        Assert.True(await called.WaitAsync(TestTimeout.Default));
        session.Drop();
        session = await ConnectAsync(V2);
        Assert.True(await called.WaitAsync(TestTimeout.Default));
        session.Drop();
        await ConnectAsync(V2);

        // A later listener is called after what the first one would have heard.
        using var late = Worker.Engine.Subscribe(_ => called.Release());
        Assert.True(await called.WaitAsync(TestTimeout.Default));
        Assert.Equal([false, true], heard);
    }

    [Fact]
    public async Task Subscribe_whileUnknown_listenerHearsTheNextFeaturesEvenIfTheyAreTheLastOnes()
    {
        var session = await ConnectAsync(V2);
        session.Drop();
        session = await ConnectAsync(features: null);
        Assert.False(Worker.Engine.IsKnown);
        using var called = new SemaphoreSlim(0);
        using var subscription = Worker.Engine.Subscribe(_ => called.Release());
        Introduce(session, V2);
        Assert.True(await called.WaitAsync(TestTimeout.Default));
    }

    [Fact]
    public async Task Subscribe_disposed_hearsNothingMore()
    {
        var isHeard = false;
        Worker.Engine.Subscribe(_ => isHeard = true).Dispose();
        using var called = new SemaphoreSlim(0);
        using var other = Worker.Engine.Subscribe(_ => called.Release());
        await ConnectAsync();
        Assert.True(await called.WaitAsync(TestTimeout.Default));
        Assert.False(isHeard);
    }

    [Fact]
    public async Task FeaturesChanged_engines_isRaisedForTheFirstAndForEachThatDiffers()
    {
        var heard = new ConcurrentQueue<string>();
        using var called = new SemaphoreSlim(0);
        Worker.Engine.FeaturesChanged += (_, _) => throw new InvalidOperationException("a listener broke");
        Worker.Engine.FeaturesChanged += (sender, args) =>
        {
            Assert.Same(Worker.Engine, sender);
            heard.Enqueue(string.Join(' ', args.Features));
            called.Release();
        };
        (await ConnectAsync(V2)).Drop();
        Assert.True(await called.WaitAsync(TestTimeout.Default));
        (await ConnectAsync("""["local-dispatch.v1","observe.v2","observe.v1"]""")).Drop();
        await ConnectAsync("[]");
        Assert.True(await called.WaitAsync(TestTimeout.Default));
        Assert.Equal(["observe.v1 observe.v2 local-dispatch.v1", ""], heard);
    }

    [Theory]
    [InlineData("null", "", false, false)]
    [InlineData("7", "", false, false)]
    [InlineData("""{"observe.v1":true}""", "", false, false)]
    [InlineData("""["[\"observe.v1\"]"]""", """["observe.v1"]""", false, false)]
    [InlineData("\"[\\\"observe.v1\\\"]\"", "", false, false)]
    [InlineData("""["observe.v1",7,null,["observe.v2"],"new.v9"]""", "observe.v1 new.v9", true, false)]
    [InlineData("""["observe.v2"]""", "observe.v2", true, true)]
    public async Task Features_whateverTheEngineSends_areReadLeniently(string sent, string expected, bool isV1, bool isV2)
    {
        Assert.Null(Worker.Engine.Features);
        Assert.False(Worker.Engine.Supports(IIIEngineFeatures.ObserveV1));
        var session = await ConnectAsync(sent);
        Assert.Equal(expected, string.Join(' ', Worker.Engine.Features!));
        Assert.True(Worker.Engine.IsKnown);
        Assert.Equal(isV1, Worker.Engine.Supports(IIIEngineFeatures.ObserveV1));
        Assert.Equal(isV2, Worker.Engine.Supports(IIIEngineFeatures.ObserveV2));
        session.Drop();
        await ConnectAsync(features: null);
        Assert.False(Worker.Engine.IsKnown);
        Assert.Null(Worker.Engine.Features);
    }
}
