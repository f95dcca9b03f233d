using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>What answers and calls carry, and what ends with a fatal refusal. The numbers are those of the design's scenarios 19.6 and 19.7.</summary>
public sealed class ResultTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly IIIWorker _worker;
    private Task _running = Task.CompletedTask;

    public ResultTests()
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Name = "results";
            options.Transport = _engine;
            options.DrainTimeout = TimeSpan.Zero;
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _worker.RegisterFunction<int, string?>("r::null", (_, _) => ValueTask.FromResult<string?>(null));
        _worker.RegisterRawFunction("r::nothing", (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(default));
        _worker.RegisterRawFunction("r::coded", (_, _) => throw new IIIException("expected_error", """{"a":"b"}"""));
        _worker.RegisterRawFunction("r::uncoded", (_, _) => throw new InvalidDataException("broken"));
        _worker.MapFunction("r::void", () => { });
        _worker.MapFunction("r::task", async () => await Task.Yield());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Theory]
    [InlineData("r::null")]
    [InlineData("r::nothing")]
    [InlineData("r::void")]
    [InlineData("r::task")]
    public async Task E1_Answer_ofNothing_hasResultNullAndNoError(string function)
    {
        var answer = await AnswerAsync(function);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("result").ValueKind);
        Assert.False(answer.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task E1_E3_Answer_ofACodedError_hasItsTextAsItIsAndNoStackTrace()
    {
        var answer = await AnswerAsync("r::coded");
        Assert.False(answer.TryGetProperty("result", out _));
        Assert.Equal(["code", "message"], answer.GetProperty("error").EnumerateObject().Select(p => p.Name));
        Assert.Equal(("expected_error", """{"a":"b"}"""), (answer.GetProperty("error").GetProperty("code").GetString(), answer.GetProperty("error").GetProperty("message").GetString()));
    }

    [Fact]
    public async Task E1_E4_Answer_ofAnotherException_isInvocationFailedWithItsStackTrace()
    {
        var answer = await AnswerAsync("r::uncoded");
        Assert.False(answer.TryGetProperty("result", out _));
        Assert.Equal(("invocation_failed", "broken"), (answer.GetProperty("error").GetProperty("code").GetString(), answer.GetProperty("error").GetProperty("message").GetString()));
        Assert.Contains("InvalidDataException", answer.GetProperty("error").GetProperty("stacktrace").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":null}""", """{"a":null}""")]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData(" null\n", null)]
    public async Task E5_Metadata_isSentUnlessItIsNull(string metadata, string? expected)
    {
        var session = await ConnectAsync();
        await _worker.SendRawAsync("other::f", default, new CallOptions { Metadata = System.Text.Encoding.UTF8.GetBytes(metadata) });
        var frame = await session.NextAsync("invokefunction");
        Assert.Equal(expected, frame.TryGetProperty("metadata", out var given) ? given.GetRawText() : null);
    }

    [Fact]
    public async Task N1_WorkerIsRefused_callsThatWaitAndNewOnesFailAtOnce()
    {
        var session = await ConnectAsync();
        var waiting = _worker.CallRawAsync("other::f", default);
        await session.NextAsync("invokefunction");
        session.Send("""{"type":"registrationrejected","code":"WORKER_NAMESPACE_CONFLICT","namespace":"default","worker_name":"results","owner_worker_id":"w"}""");
        Assert.Equal("WORKER_NAMESPACE_CONFLICT", (await Assert.ThrowsAsync<IIIInvocationException>(() => waiting.WaitAsync(TestTimeout.Default))).Code);
        await Assert.ThrowsAsync<IIIRegistrationRejectedException>(() => _running.WaitAsync(TestTimeout.Default));
        foreach (var call in new Func<Task>[]
        {
            () => _worker.CallRawAsync("other::f", default),
            () => _worker.SendRawAsync("other::f", default),
            () => _worker.EnqueueAsync("q", "other::f", 1),
        })
        {
            Assert.Equal("WORKER_NAMESPACE_CONFLICT", (await Assert.ThrowsAsync<IIIInvocationException>(() => call().WaitAsync(TestTimeout.Default))).Code);
        }

        Assert.Equal(IIIConnectionState.Failed, _worker.State);
        Assert.Equal(0, session.UnseenCount);
    }

    [Fact]
    public async Task C3_C10_Call_isGivenUp_itsLateAnswerIsDropped()
    {
        var session = await ConnectAsync();
        using var impatience = new CancellationTokenSource();
        var call = _worker.CallRawAsync("other::f", default, null, impatience.Token);
        var id = (await session.NextAsync("invokefunction")).GetProperty("invocation_id").GetString();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        session.Send($$"""{"type":"invocationresult","invocation_id":"{{id}}","function_id":"other::f","result":1}""");
        session.Send($$"""{"type":"invocationresult","invocation_id":"{{id}}","function_id":"other::f","error":{"code":"a","message":"b"} }""");
        session.SendCall(1, "r::null", "1");
        Assert.Equal((1, "null"), await session.NextAnswerAsync());
    }

    private async Task<JsonElement> AnswerAsync(string function)
    {
        var session = await ConnectAsync();
        session.SendCall(1, function, "1");
        return await session.NextAsync("invocationresult");
    }

    private async Task<FakeSession> ConnectAsync()
    {
        _running = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("invokefunction");
        for (var i = 0; i < 6; i++)
        {
            await session.NextAsync("registerfunction");
        }

        return session;
    }
}
