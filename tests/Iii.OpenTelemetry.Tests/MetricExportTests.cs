using System.Diagnostics.Metrics;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Iii.Tests;

/// <summary>How metrics arrive at the engine.</summary>
public sealed class MetricExportTests
{
    [Fact]
    public async Task Each_kind_arrives_as_the_protocol_has_it()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        using var metering = Sdk.CreateMeterProviderBuilder()
            .AddMeter("test.metrics")
            .AddView("sizes", new ExplicitBucketHistogramConfiguration { Boundaries = [1, 10] })
            .AddView("exponential", new Base2ExponentialBucketHistogramConfiguration())
            .AddIiiExporter(socket.Use)
            .Build();
        using var meter = new Meter("test.metrics", "3");
        meter.CreateCounter<long>("calls", "{call}", "Calls").Add(9007199254740993, new KeyValuePair<string, object?>("function_id", "a"));
        meter.CreateCounter<double>("seconds", "s").Add(1.5);
        meter.CreateUpDownCounter<int>("open").Add(-2);
        meter.CreateObservableGauge("level", () => 7L);
        meter.CreateObservableGauge("share", () => 0.25);
        var sizes = meter.CreateHistogram<double>("sizes");
        sizes.Record(0.5);
        sizes.Record(5);
        sizes.Record(50);
        meter.CreateHistogram<double>("exponential").Record(5);
        Assert.True(metering.Shutdown());

        var scope = (await socket.NextAsync("MTRC")).GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0];
        Assert.Equal("""{"name":"test.metrics","version":"3"}""", scope.GetProperty("scope").GetRawText());
        var metrics = scope.GetProperty("metrics").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!);
        Assert.Equal(["calls", "level", "open", "seconds", "share", "sizes"], metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Calls", "{call}"), (metrics["calls"].GetProperty("description").GetString(), metrics["calls"].GetProperty("unit").GetString()));
        Assert.Equal("""2 True "asInt":"9007199254740993" """, Sum(metrics["calls"]));
        Assert.Equal("""2 True "asDouble":1.5 """, Sum(metrics["seconds"]));
        Assert.Equal("""2 False "asInt":"-2" """, Sum(metrics["open"]));
        Assert.Equal("\"7\"", metrics["level"].GetProperty("gauge").GetProperty("dataPoints")[0].GetProperty("asInt").GetRawText());
        Assert.Equal("0.25", metrics["share"].GetProperty("gauge").GetProperty("dataPoints")[0].GetProperty("asDouble").GetRawText());
        var point = metrics["calls"].GetProperty("sum").GetProperty("dataPoints")[0];
        Assert.Equal("""[{"key":"function_id","value":{"stringValue":"a"}}]""", point.GetProperty("attributes").GetRawText());
        Assert.True(long.Parse(point.GetProperty("timeUnixNano").GetString()!, null) >= long.Parse(point.GetProperty("startTimeUnixNano").GetString()!, null));
        var histogram = metrics["sizes"].GetProperty("histogram").GetProperty("dataPoints")[0];
        Assert.Equal(
            "\"3\" 55.5 0.5 50 [\"1\",\"1\",\"1\"] [1,10]",
            string.Join(' ', new[] { "count", "sum", "min", "max", "bucketCounts", "explicitBounds" }.Select(n => histogram.GetProperty(n).GetRawText())));
    }

    [Fact]
    public async Task A_worker_is_gauged()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        await using var engine = await DevEngine.IIIDevEngine.StartAsync(new DevEngine.IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        using var metering = Sdk.CreateMeterProviderBuilder().AddIiiInstrumentation().AddIiiExporter(socket.Use).Build();
        await using var worker = IIIWorker.Create(engine.WorkerUrl.ToString(), options => options.Name = "gauged");
        worker.RegisterRawFunction("x", (payload, _) => ValueTask.FromResult(payload));
        await worker.StartAsync();
        await worker.CallRawAsync("x", default);
        Assert.True(metering.Shutdown());
        var text = (await socket.NextAsync("MTRC")).GetRawText();
        Assert.Contains("iii.worker.memory.rss", text, StringComparison.Ordinal);
        Assert.Contains("""{"key":"worker.name","value":{"stringValue":"gauged"}}""", text, StringComparison.Ordinal);
        Assert.Contains("iii.worker.invocations.total", text, StringComparison.Ordinal);
    }

    private static string Sum(JsonElement metric)
    {
        var sum = metric.GetProperty("sum");
        var number = sum.GetProperty("dataPoints")[0].EnumerateObject().Single(p => p.Name.StartsWith("as", StringComparison.Ordinal));
        return $"{sum.GetProperty("aggregationTemporality")} {sum.GetProperty("isMonotonic").GetBoolean()} \"{number.Name}\":{number.Value.GetRawText()} ";
    }
}
