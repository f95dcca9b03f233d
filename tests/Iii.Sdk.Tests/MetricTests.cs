using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>What is counted, timed and gauged.</summary>
[Collection(AloneCollection.Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class MetricTests : IAsyncLifetime
{
    private readonly FakeEngine _engine = new();
    private readonly IIIWorker _worker;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();

    public MetricTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == IIITelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.Start();
        _worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = _engine;
            options.Name = "measured";
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload));
        _worker.RegisterRawFunction("fail", (_, _) => throw new IIIException("no_money", "There is no money."));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _listener.Dispose();
        await _worker.DisposeAsync();
    }

    [Fact]
    public async Task Calls_that_come_are_counted_and_timed_with_their_function_and_error()
    {
        var session = await ConnectAsync();
        session.SendCall(1, "echo");
        session.SendCall(2, "fail");
        await session.NextAnswerAsync();
        await session.NextAnswerAsync();
        await _worker.StopAsync();
        Assert.Equal(["function_id=echo", "function_id=fail error.type=no_money"], Of("iii.worker.invocations.total").Select(m => m.Tags).Order(StringComparer.Ordinal));
        Assert.Equal(["function_id=echo", "function_id=fail error.type=no_money"], Of("iii.worker.invocation.duration").Select(m => m.Tags).Order(StringComparer.Ordinal));
        Assert.All(Of("iii.worker.invocation.duration"), m => Assert.InRange(m.Value, 0, 60));
    }

    [Fact]
    public async Task Calls_that_go_out_are_counted_and_timed_with_their_function_and_error()
    {
        var session = await ConnectAsync();
        var call = _worker.CallRawAsync("far::away", default);
        var id = (await session.NextAsync("invokefunction")).GetProperty("invocation_id").GetString();
        session.Send($$"""{"type":"invocationresult","invocation_id":"{{id}}","function_id":"far::away","result":1}""");
        await call;
        using var impatient = new CancellationTokenSource();
        var second = _worker.CallRawAsync("far::away", default, null, impatient.Token);
        await session.NextAsync("invokefunction");
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await _worker.StopAsync();
        Assert.Equal(["function_id=far::away", "function_id=far::away error.type=CANCELLED"], Of("iii.worker.calls.total").Select(m => m.Tags).Order(StringComparer.Ordinal));
        Assert.Equal(2, Of("iii.worker.call.duration").Count());
    }

    [Fact]
    public async Task Each_worker_that_the_engine_knows_is_gauged_under_its_id_until_it_stops()
    {
        var session = await ConnectAsync();
        _listener.RecordObservableInstruments();
        Assert.Empty(Gauges());
        session.Send("""{"type":"workerregistered","worker_id":"w-1"}""");
        session.Send("""{"type":"ping"}""");
        await session.NextAsync("pong");
        _listener.RecordObservableInstruments();
        Assert.Equal(
            [
                "iii.worker.cpu.percent", "iii.worker.cpu.system_micros", "iii.worker.cpu.user_micros", "iii.worker.invocations.running", "iii.worker.invocations.waiting",
                "iii.worker.memory.heap_total", "iii.worker.memory.heap_used", "iii.worker.memory.rss", "iii.worker.uptime_seconds",
            ],
            Gauges().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.All(Gauges(), m => Assert.Equal("worker.id=w-1 worker.name=measured", m.Tags));
        Assert.All(Gauges().Where(m => m.Name.Contains("memory", StringComparison.Ordinal)), m => Assert.InRange(m.Value, 1, 1e12));
        _measured.Clear();
        await _worker.StopAsync();
        _listener.RecordObservableInstruments();
        Assert.Empty(Gauges());
    }

    private IEnumerable<(string Name, double Value, string Tags)> Of(string name) => _measured.Where(m => m.Name == name);

    // Workers of other tests may still be there.
    private IEnumerable<(string Name, double Value, string Tags)> Gauges() => _measured.Where(m => m.Tags.Contains("worker.name=measured", StringComparison.Ordinal));

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));

    private async Task<FakeSession> ConnectAsync()
    {
        _ = _worker.RunAsync();
        var session = await _engine.NextSessionAsync();
        await session.NextAsync("registerfunction");
        await session.NextAsync("registerfunction");
        return session;
    }
}
