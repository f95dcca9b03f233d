using Iii.Connection;
using Iii.Generated;
using Iii.Invocation;
using Iii.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>A call of a function that completes at once costs no object, as long as nobody has asked for more.</summary>
[Collection(AloneCollection.Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class AllocationTests : IAsyncLifetime
{
    private readonly IIIWorker _worker = IIIWorker.Create("ws://localhost:1");
    private readonly Dispatcher _dispatcher;
    private byte[] _message =
        """{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"sum","data":{},"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","baggage":"a=b"}"""u8.ToArray();

    public AllocationTests() => _dispatcher = new Dispatcher(new IIIWorkerOptions(), _worker, NullLogger.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _dispatcher.Dispose();
        await _worker.DisposeAsync();
    }

    [Fact]
    public void A_call_without_limits_allocates_nothing()
    {
        _dispatcher.Tokens.Connected();
        Assert.Equal(0, AllocatedBy(new Sum()));
    }

    [Fact]
    public void Call_withCaller_whoseHandlerDoesNotLookAtIt_allocatesNothing()
    {
        _message =
            """
            {"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-000000000001","function_id":"sum","data":{},
             "caller":{"worker_id":"w","worker_name":"n"}}
            """u8.ToArray();
        Assert.Equal(0, AllocatedBy(new Sum()));
    }

    [Fact]
    public void So_does_one_of_a_function_that_runs_one_at_a_time()
    {
        var function = new Sum { MostCalls = 1 };
        function.Limits = FunctionLimits.Of(function);
        Assert.Equal(0, AllocatedBy(function));
    }

    [Fact]
    public void Nor_does_the_look_at_the_trace_that_a_call_goes_out_in()
    {
        var options = new CallOptions { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        _ = TraceContext.Of(options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _ = TraceContext.Of(null);
            _ = TraceContext.Of(options);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private long AllocatedBy(FunctionDefinition function)
    {
        var frame = new FrameReader();
        Assert.Null(frame.Read(_message));
        var call = new IncomingCall(_dispatcher);
        var session = new NullSession();
        for (var i = 0; i < 100; i++)
        {
            Run();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Run();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1_100, session.Count);
        call.Dispose();
        return allocated;

        void Run()
        {
            call.Begin(session, _message, frame, function);
            Assert.True(function.Limits?.TryEnter(call) ?? true);
            Assert.True(call.Run());
            Assert.Null(call.Limits?.Leave());
            call.End();
        }
    }

    private sealed class Sum : FunctionDefinition
    {
        public int MostCalls { get; init; }

        public override string Id => "sum";

        public override int MaxConcurrentCalls => MostCalls;

        public override ValueTask InvokeAsync(FunctionCall call)
        {
            call.BeginHandler();
            call.BeginResult().WriteRaw("3"u8);
            return default;
        }
    }

    private sealed class NullSession : ITransportSession
    {
        public int Count { get; private set; }

        public bool IsFull => false;

        public string? EndReason => null;

        public ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync() => default;

        public void Write(ReadOnlyMemory<byte> message) => Count++;

        public void Flush()
        {
        }

        public Task WaitForRoomAsync() => Task.CompletedTask;

        public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => default;
    }
}
