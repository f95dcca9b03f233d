using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>The span of a call, its events, and what of it reaches calls and log messages.</summary>
[Collection(AloneCollection.Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class SpanTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = $"00-{Trace}-b7ad6b7169203331-01";

    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogCollector _log = new();
    private readonly BlockingCollection<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private ActivitySamplingResult _sampling = ActivitySamplingResult.AllDataAndRecorded;
    private IIIWorker _worker = null!;

    public SpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == IIITelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => _sampling,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _listener.Dispose();
        await _worker.DisposeAsync();
        _spans.Dispose();
    }

    [Fact]
    public async Task A_call_is_a_span_in_the_trace_of_its_caller_with_what_it_brought_and_what_it_was_answered()
    {
        var session = await ConnectAsync(worker => worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload)));
        session.Send($$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"echo","data":{"a":1,"password":"x"},"traceparent":"{{Caller}}","baggage":"iii.session.id=s%201;p=q,bad,iii.tag.x=y"}""");
        var answer = await session.NextAsync("invocationresult");
        var span = Ended();
        Assert.Equal((span.Id, "iii.session.id=s%201;p=q,bad,iii.tag.x=y"), (answer.GetProperty("traceparent").GetString(), answer.GetProperty("baggage").GetString()));
        Assert.Equal("execute echo", span.DisplayName);
        Assert.Equal("Iii.Sdk", span.Source.Name);
        Assert.Equal(ActivityKind.Internal, span.Kind);
        Assert.Equal(Trace, span.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal(ActivityStatusCode.Ok, span.Status);
        Assert.Equal([new("iii.session.id", "s 1"), new("iii.tag.x", "y")], span.TagObjects);
        Assert.Equal([new("iii.session.id", "s 1"), new("iii.tag.x", "y")], span.Baggage);
        Assert.Equal(["iii.invocation.input", "iii.invocation.output"], span.Events.Select(e => e.Name));
        Assert.Equal(Attributes(("iii.payload.json", """{"a":1,"password":"[REDACTED]"}"""), ("iii.payload.truncated", false)), span.Events.First().Tags);
        Assert.Equal(Attributes(("iii.payload.json", """{"a":1,"password":"[REDACTED]"}"""), ("iii.payload.truncated", false), ("iii.payload.ok", true)), span.Events.Last().Tags);
    }

    [Fact]
    public async Task A_call_that_fails_is_a_failed_span_with_the_exception()
    {
        var session = await ConnectAsync(worker => worker.RegisterRawFunction("fail", async (_, _) =>
        {
            await Task.Yield();
            throw new IIIException("no_money", "There is no money.");
        }));
        session.SendCall(1, "fail");
        Assert.Equal((1, "no_money"), await session.NextAnswerAsync());
        var span = Ended();
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("There is no money.", span.StatusDescription);
        Assert.Equal("no_money", span.GetTagItem("error.type"));
        Assert.Null(span.ParentId);
        Assert.Equal(["iii.invocation.input", "iii.invocation.output", "exception"], span.Events.Select(e => e.Name));
        Assert.Equal(Attributes(("iii.payload.json", """{"error":"There is no money."}"""), ("iii.payload.truncated", false), ("iii.payload.ok", false)), span.Events.ElementAt(1).Tags);
        Assert.Equal(["exception.message", "exception.stacktrace", "exception.type"], span.Events.Last().Tags.Select(t => t.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_that_others_answered_is_a_failed_span_too()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = await ConnectAsync(worker => worker.RegisterRawFunction(
            "slow",
            async (payload, _) =>
            {
                begun.SetResult();
                await go.Task;
                return payload;
            },
            new FunctionOptions { TimeLimit = TimeSpan.FromSeconds(1) }));
        session.SendCall(1, "slow");
        await begun.Task.WaitAsync(TestTimeout.Default);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, IIIErrorCodes.Timeout), await session.NextAnswerAsync());
        go.SetResult();
        Assert.Equal(IIIErrorCodes.Timeout, Ended().GetTagItem("error.type"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Payloads_are_shown_only_by_spans_that_are_recorded_and_only_if_asked_to(bool isRecorded)
    {
        _sampling = isRecorded ? ActivitySamplingResult.AllData : ActivitySamplingResult.PropagationData;
        var session = await ConnectAsync(worker => worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload)), options => options.TracePayloads = !isRecorded);
        session.SendCall(1, "echo");
        await session.NextAnswerAsync();
        Assert.Empty(Ended().Events);
    }

    [Fact]
    public async Task Calls_of_a_handler_belong_to_its_span_with_its_baggage_however_they_are_made()
    {
        var session = await ConnectAsync(worker => worker.RegisterRawFunction("relay", async (payload, context) =>
        {
            await Task.Yield();
            await context.Client.SendRawAsync("one", payload);
            await _worker.SendRawAsync("two", payload);
            return payload;
        }));
        session.Send($$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"relay","data":{},"traceparent":"{{Caller}}","baggage":"a=b,c=d"}""");
        var calls = new[] { await session.NextAsync("invokefunction"), await session.NextAsync("invokefunction") };
        await session.NextAsync("invocationresult");
        var span = Ended();
        Assert.All(calls, call => Assert.Equal((span.Id, "a=b,c=d"), (call.GetProperty("traceparent").GetString(), call.GetProperty("baggage").GetString())));
    }

    [Fact]
    public async Task The_span_of_one_call_is_not_around_the_next()
    {
        var session = await ConnectAsync(worker =>
        {
            worker.RegisterRawFunction("wait", async (payload, _) =>
            {
                await Task.Yield();
                return payload;
            });
            worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload));
        });
        for (var number = 1; number <= 100; number++)
        {
            session.SendCall(number, number % 2 == 0 ? "wait" : "echo");
        }

        for (var number = 1; number <= 100; number++)
        {
            await session.NextAnswerAsync();
            Assert.Null(Ended().ParentId);
        }
    }

    [Fact]
    public async Task A_listener_that_throws_fails_no_call()
    {
        using var broken = new ActivityListener { ShouldListenTo = source => source.Name == IIITelemetry.ActivitySourceName, ActivityStarted = _ => throw new InvalidOperationException("broken"), Sample = _listener.Sample };
        ActivitySource.AddActivityListener(broken);
        var session = await ConnectAsync(worker => worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload)));
        session.SendCall(1, "echo");
        Assert.Equal((1, "{}"), await session.NextAnswerAsync());
        Assert.Contains(_log.GetSnapshot(), r => r.Exception?.Message == "broken");
    }

    [Fact]
    public async Task Log_messages_of_a_handler_carry_the_ids_of_its_function_and_of_the_call()
    {
        ILogger other = null!;
        var session = await ConnectAsync(
            worker => worker.RegisterRawFunction("log", async (payload, context) =>
            {
                context.Logger.Before();
                await Task.Yield();
                other.After();
                return payload;
            }),
            options => other = options.LoggerFactory!.CreateLogger("another"));
        session.SendCall(1, "log");
        await session.NextAnswerAsync();
        var messages = _log.GetSnapshot().Where(r => r.Message is "before" or "after").ToArray();
        Assert.Equal(2, messages.Length);
        Assert.All(messages, m => Assert.Equal(
            [new("FunctionId", "log"), new("InvocationId", "00000000-0000-0000-0000-000000000001")],
            Assert.IsAssignableFrom<IEnumerable<KeyValuePair<string, object?>>>(Assert.Single(m.Scopes))));
    }

    [Fact]
    public async Task A_logger_whose_scopes_throw_fails_no_call()
    {
        var session = await ConnectAsync(
            worker => worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload)),
            options => options.LoggerFactory = new BrokenScopes());
        session.SendCall(1, "echo");
        Assert.Equal((1, "{}"), await session.NextAnswerAsync());
    }

    private static KeyValuePair<string, object?>[] Attributes(params (string Key, object? Value)[] attributes) => [.. attributes.Select(a => new KeyValuePair<string, object?>(a.Key, a.Value))];

    private Activity Ended() => _spans.TryTake(out var span, TestTimeout.Default) ? span : throw new TimeoutException("No span has ended.");

    private async Task<FakeSession> ConnectAsync(Action<IIIWorker> register, Action<IIIWorkerOptions>? configure = null)
    {
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = _engine;
            options.TimeProvider = _time;
            options.LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider(_log)));
            configure?.Invoke(options);
        });
        register(_worker);
        _ = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("registerfunction");
        return session;
    }
}

internal sealed class BrokenScopes : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => throw new InvalidOperationException("broken");

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
    }

    public void Dispose()
    {
    }
}

internal static partial class TestMessages
{
    [LoggerMessage(LogLevel.Information, "before")]
    public static partial void Before(this ILogger logger);

    [LoggerMessage(LogLevel.Information, "after")]
    public static partial void After(this ILogger logger);
}
