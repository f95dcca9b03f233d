using System.Text.Json;

namespace Iii.Tests.Observers;

/// <summary>Shows what a handler is told of its caller, and what its own calls tell.</summary>
public sealed class CallerTests : ObserverTest
{
    private readonly TaskCompletionSource<IIIContext> _context = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The remote part: calls of a worker to its own functions go through the engine too.
    [Theory]
    [InlineData(V2)]
    [InlineData(V1)]
    public async Task H34_Activation_handlerCallsRemotely_callerAndDepthTravel(string features)
    {
        HandleWith((context, payload) => context.Client.CallRawAsync("other::f", payload));
        var session = await ConnectAsync(features);
        SendActivation(session);
        var call = await NextCallAsync(session, "other::f");
        Assert.Equal(
            """{"function_id":"oncall::page","invocation_id":"00000000-""" +
            """0000-0000-0000-000000000001","parent":{"worker_id":"w-7","worker_name":"billing","function_id":"shop::""" +
            """pay","invocation_id":"00000000-0000-0000-0000-000000000009"}}""",
            call.GetProperty("caller").GetRawText());
        Assert.Equal(2, call.GetProperty("observe_depth").GetInt32());
        Assert.False(call.TryGetProperty("activation", out _));
        var id = Text(call, "invocation_id");
        session.Send($$"""{"type":"invocationresult","invocation_id":"{{id}}","function_id":"other::f","result":5}""");
        Assert.Equal((1, "5"), await session.NextAnswerAsync());

        var context = await _context.Task;
        Assert.Equal(("billing", "shop::pay", 2), (context.Caller?.WorkerName, context.Caller?.FunctionId, context.ObserveDepth));
        Assert.Equal(new Caller { WorkerName = "cart" }, context.Caller?.Parent);
        Assert.Equal(new Activation("o-1", "a-1"), context.Activation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activation_handlerCallsByTheWorkerItself_callerAndDepthTravelThroughAwaits(bool isSent)
    {
        HandleWith(async (_, payload) =>
        {
            await Task.Yield();
            if (isSent)
            {
                await Worker.SendRawAsync("other::f", payload);
                return payload;
            }

            return await Worker.CallRawAsync("other::f", payload);
        });
        var session = await ConnectAsync();
        SendActivation(session);
        var call = await NextCallAsync(session, "other::f");
        Assert.Equal(("oncall::page", 2), (Text(call.GetProperty("caller"), "function_id"), call.GetProperty("observe_depth").GetInt32()));
    }

    [Fact]
    public async Task Activation_hasEnded_theNextCallOnTheThreadHasNoDepth()
    {
        Worker.RegisterRawFunction("sync", (payload, _) => ValueTask.FromResult(payload));
        Worker.RegisterRawFunction("plain", (payload, context) =>
        {
            _ = Worker.SendRawAsync("other::f", payload);
            return ValueTask.FromResult(payload);
        });
        var session = await ConnectAsync();
        for (var i = 1; i < 50; i += 2)
        {
            var id = $"00000000-0000-0000-0000-{i:d12}";
            session.Send($$"""{"type":"invokefunction","invocation_id":"{{id}}","function_id":"sync","data":1,"observe_depth":3}""");
            session.SendCall(i + 1, "plain");
        }

        for (var i = 1; i < 50; i += 2)
        {
            var call = await NextCallAsync(session, "other::f");
            Assert.False(call.TryGetProperty("observe_depth", out _) || call.TryGetProperty("caller", out _));
        }
    }

    [Fact]
    public async Task Handler_ofAnOrdinaryCall_callsSayTheHandlerWithoutDepth()
    {
        HandleWith((context, payload) => context.Client.CallRawAsync("other::f", payload, new CallOptions { Namespace = "n" }));
        var session = await ConnectAsync();
        session.SendCall(1, "oncall::page");
        var call = await NextCallAsync(session, "other::f");
        Assert.Equal(
            """{"function_id":"oncall::page","invocation_id":"00000000-0000-0000-0000-000000000001"}""",
            call.GetProperty("caller").GetRawText());
        Assert.False(call.TryGetProperty("observe_depth", out _));
        Assert.Equal("n", Text(call, "namespace"));
        var context = await _context.Task;
        Assert.Equal((null, 0, null), (context.Caller, context.ObserveDepth, context.Activation));
    }

    [Fact]
    public async Task Handler_ofAVoidCall_callsSayTheFunctionAlone()
    {
        HandleWith(async (context, payload) =>
        {
            await context.Client.SendRawAsync("other::f", payload);
            return payload;
        });
        var session = await ConnectAsync();
        session.Send("""{"type":"invokefunction","function_id":"oncall::page","data":1}""");
        Assert.Equal("""{"function_id":"oncall::page"}""", (await NextCallAsync(session, "other::f")).GetProperty("caller").GetRawText());
    }

    [Fact]
    public async Task Handler_engineHasNoObservers_nothingIsSent()
    {
        HandleWith((context, payload) => context.Client.CallRawAsync("other::f", payload));
        var session = await ConnectAsync(None);
        SendActivation(session);
        var call = await NextCallAsync(session, "other::f");
        Assert.False(call.TryGetProperty("caller", out _) || call.TryGetProperty("observe_depth", out _));
    }

    [Fact]
    public async Task H35_TopLevelCall_hasNoneOfTheKeys()
    {
        var session = await ConnectAsync();
        _ = Worker.CallRawAsync("other::f", "1"u8.ToArray());
        var call = await NextCallAsync(session, "other::f");
        Assert.Equal(["type", "invocation_id", "function_id", "data"], call.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task H42_Call_metadataIsNull_frameHasNoKey()
    {
        var session = await ConnectAsync();
        _ = Worker.CallRawAsync("other::f", "1"u8.ToArray(), new CallOptions { Metadata = " null"u8.ToArray() });
        Assert.False((await NextCallAsync(session, "other::f")).TryGetProperty("metadata", out _));
        _ = Worker.CallRawAsync("other::g", "1"u8.ToArray(), new CallOptions { Metadata = "0"u8.ToArray() });
        Assert.Equal("0", (await NextCallAsync(session, "other::g")).GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task H42_IncomingCall_metadataIsNull_handlerSeesNone()
    {
        HandleWith((_, payload) => Task.FromResult(payload));
        var session = await ConnectAsync();
        session.Send(
            """{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"oncall::page","data":1""" +
            ""","metadata":null}""");
        await session.NextAnswerAsync();
        Assert.Null((await _context.Task).Metadata);
    }

    [Theory]
    [InlineData("null", "null", "null", null, 0, null)]
    [InlineData("7", "\"2\"", "[]", null, 0, null)]
    [InlineData("{}", "-1", "{}", null, 0, null)]
    [InlineData("""{"worker_id":1,"worker_name":"w"}""", "1.5", """{"activation_id":"a"}""", "w", 0, null)]
    [InlineData("""{"worker_name":"w","parent":7,"extra":{}}""", "3", """{"observer_id":"o","activation_id":null}""", "w", 3, "o")]
    [InlineData("""{"parent":{"worker_name":"p"}}""", "1", """{"observer_id":7}""", null, 1, null)]
    public async Task IncomingCall_fieldsOfObservers_areReadLeniently(
        string caller, string depth, string activation, string? workerName, int expectedDepth, string? observerId)
    {
        HandleWith((_, payload) => Task.FromResult(payload));
        var session = await ConnectAsync();
        session.Send(
            $$"""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"oncall::page","data":1""" +
            $$""","caller":{{caller}},"observe_depth":{{depth}},"activation":{{activation}}}""");
        Assert.Equal((1, "1"), await session.NextAnswerAsync());
        var context = await _context.Task;
        Assert.Equal(
            (workerName, expectedDepth, observerId), (context.Caller?.WorkerName, context.ObserveDepth, context.Activation?.ObserverId));
        Assert.Equal(caller.Contains("\"p\"", StringComparison.Ordinal), context.Caller?.Parent is not null);
    }

    [Fact]
    public async Task Call_queuedWhileOffline_carriesTheCallerByTheLastEnginesFeatures()
    {
        using var mayCall = new SemaphoreSlim(0);
        HandleWith(async (context, payload) =>
        {
            await mayCall.WaitAsync(TestTimeout.Default);
            await context.Client.SendRawAsync("other::f", payload);
            return payload;
        });
        var session = await ConnectAsync();
        session.Send("""{"type":"invokefunction","function_id":"oncall::page","data":1}""");
        await _context.Task.WaitAsync(TestTimeout.Default);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Worker.StateChanged += state => _ = state is IIIConnectionState.Reconnecting && lost.TrySetResult();
        session.Drop();
        await lost.Task.WaitAsync(TestTimeout.Default);
        mayCall.Release();
        var second = await ConnectAsync(features: null);
        Assert.Equal("oncall::page", Text((await NextCallAsync(second, "other::f")).GetProperty("caller"), "function_id"));
    }

    private static void SendActivation(FakeSession session) => session.Send(
        """{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"oncall::page","data":{"a":1}""" +
        ""","caller":{"worker_id":"w-7","worker_name":"billing","function_id":"shop::pay","invocation_id":"00000000-""" +
        """0000-0000-0000-000000000009","parent":{"worker_name":"cart","parent":{"worker_name":"web"}}}""" +
        ""","observe_depth":2,"activation":{"observer_id":"o-1","activation_id":"a-1"}}""");

    private static async Task<JsonElement> NextCallAsync(FakeSession session, string functionId)
    {
        while (true)
        {
            var call = await session.NextAsync("invokefunction");
            if (Text(call, "function_id") == functionId)
            {
                return call;
            }
        }
    }

    private void HandleWith(Func<IIIContext, ReadOnlyMemory<byte>, Task<ReadOnlyMemory<byte>>> handler) =>
        Worker.RegisterRawFunction("oncall::page", async (payload, context) =>
        {
            _context.TrySetResult(context);
            return await handler(context, payload);
        });
}
