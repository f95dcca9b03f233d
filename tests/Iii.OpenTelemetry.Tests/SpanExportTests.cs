using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Iii.Tests;

/// <summary>How spans arrive at the engine.</summary>
public sealed class SpanExportTests
{
    private static readonly ActivitySource s_source = new("test.spans", "1.2");

    [Fact]
    public async Task A_span_arrives_as_the_protocol_has_it()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        using var tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(r => r.Clear().AddService("shop", serviceVersion: "7", serviceInstanceId: "i-1"))
            .AddSource("test.spans")
            .AddIiiExporter(options =>
            {
                socket.Use(options);
                options.ConfigureSocket = o => o.SetRequestHeader("Authorization", "Bearer x");
            })
            .Build();
        var link = new ActivityLink(new ActivityContext(ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.None));
        var caller = ActivityContext.Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");
        using (var span = s_source.StartActivity("do it", ActivityKind.Client, caller, links: [link])!)
        {
            span.SetTag("text", "ä\"").SetTag("flag", true).SetTag("int", 9007199254740993).SetTag("double", 1.5).SetTag("list", new[] { "a", "b" }).SetTag("nan", double.NaN).SetTag("at", new Uri("http://x/")).SetTag("bad", new Bad());
            span.AddEvent(new ActivityEvent("happened", DateTimeOffset.UnixEpoch.AddTicks(12_345), new ActivityTagsCollection { { "n", 1 } }));
            span.SetStatus(ActivityStatusCode.Error, "broken");
            span.SetStartTime(DateTime.UnixEpoch.AddSeconds(1));
            span.SetEndTime(DateTime.UnixEpoch.AddSeconds(3.5));
        }

        var frame = await socket.NextAsync("OTLP");
        var resource = frame.GetProperty("resourceSpans")[0];
        Assert.Equal(
            """[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.version","value":{"stringValue":"7"}},{"key":"service.instance.id","value":{"stringValue":"i-1"}}]""",
            Sorted(resource.GetProperty("resource").GetProperty("attributes"), "service.name", "service.version", "service.instance.id"));
        var scope = resource.GetProperty("scopeSpans")[0];
        Assert.Equal("""{"name":"test.spans","version":"1.2"}""", scope.GetProperty("scope").GetRawText());
        var sent = scope.GetProperty("spans")[0];
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", sent.GetProperty("traceId").GetString());
        Assert.Matches("^[0-9a-f]{16}$", sent.GetProperty("spanId").GetString());
        Assert.Equal("00f067aa0ba902b7", sent.GetProperty("parentSpanId").GetString());
        Assert.Equal("vendor=1", sent.GetProperty("traceState").GetString());
        Assert.Equal("do it", sent.GetProperty("name").GetString());
        Assert.Equal(3, sent.GetProperty("kind").GetInt32());
        Assert.Equal("1000000000", sent.GetProperty("startTimeUnixNano").GetString());
        Assert.Equal("3500000000", sent.GetProperty("endTimeUnixNano").GetString());
        Assert.Equal(
            """[{"key":"text","value":{"stringValue":"ä\""}},{"key":"flag","value":{"boolValue":true}},{"key":"int","value":{"intValue":"9007199254740993"}},{"key":"double","value":{"doubleValue":1.5}},{"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"stringValue":"b"}]}}},{"key":"nan","value":{"stringValue":"NaN"}},{"key":"at","value":{"stringValue":"http://x/"}},{"key":"bad","value":{"stringValue":"(Bad.ToString threw InvalidOperationException)"}}]""",
            sent.GetProperty("attributes").GetRawText());
        Assert.Equal("""[{"timeUnixNano":"1234500","name":"happened","attributes":[{"key":"n","value":{"intValue":"1"}}]}]""", sent.GetProperty("events").GetRawText());
        Assert.Equal("""[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","attributes":[]}]""", sent.GetProperty("links").GetRawText());
        Assert.Equal("""{"code":2,"message":"broken"}""", sent.GetProperty("status").GetRawText());
        Assert.Equal(1, sent.GetProperty("flags").GetInt32());
        Assert.Equal("Bearer x", socket.Authorization);
    }

    [Fact]
    public async Task The_call_of_a_function_arrives_with_all_that_happened_within_it_and_its_baggage()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        using var tracing = Sdk.CreateTracerProviderBuilder().AddIiiInstrumentation().AddSource("test.inner").AddIiiExporter(socket.Use).Build();
        using var inner = new ActivitySource("test.inner");
        await using var worker = IIIWorker.Create(engine.WorkerUrl.ToString(), options => options.LoggerFactory = NullLoggerFactory.Instance);
        worker.RegisterRawFunction("outer", async (payload, context) =>
        {
            using var span = inner.StartActivity("inside");
            await Task.Yield();
            return payload;
        });
        await worker.StartAsync();
        await worker.CallRawAsync("outer", "5"u8.ToArray(), new CallOptions { TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Baggage = "iii.session.id=s-1" });
        await worker.StopAsync();
        Assert.True(tracing.Shutdown());
        var spans = socket.TakeAll().SelectMany(f => f.Body.GetProperty("resourceSpans")[0].GetProperty("scopeSpans").EnumerateArray()).SelectMany(s => s.GetProperty("spans").EnumerateArray())
            .Where(s => s.GetProperty("name").GetString() is "execute outer" or "inside") // Other tests have workers too.
            .ToDictionary(s => s.GetProperty("name").GetString()!);
        Assert.Equal(2, spans.Count);
        var outside = spans["execute outer"];
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", outside.GetProperty("traceId").GetString());
        Assert.Equal(outside.GetProperty("spanId").GetString(), spans["inside"].GetProperty("parentSpanId").GetString());
        Assert.Equal(1, outside.GetProperty("kind").GetInt32());
        Assert.All(spans.Values, s => Assert.Contains("""{"key":"iii.session.id","value":{"stringValue":"s-1"}}""", s.GetProperty("attributes").GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_spans_arrive_in_frames_that_are_not_too_large()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test.many").AddIiiExporter(socket.Use).Build();
        using var source = new ActivitySource("test.many");
        var large = new string('x', 100_000);
        for (var i = 0; i < 40; i++)
        {
            source.StartActivity(i.ToString(CultureInfo.InvariantCulture))!.SetTag("large", large).Dispose();
        }

        Assert.True(tracing.Shutdown());
        var frames = socket.TakeAll();
        Assert.InRange(frames.Count, 4, 40);
        Assert.All(frames, f => Assert.InRange(f.Body.GetRawText().Length, 1, 1_300_000));
        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            frames.SelectMany(f => f.Body.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray()).Select(s => s.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Shutdown_engineReadsSlowly_returnsWhenEverySpanHasArrived()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        socket.ReadDelay = TimeSpan.FromMilliseconds(150);
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test.slow").AddIiiExporter(socket.Use).Build();
        using var source = new ActivitySource("test.slow");
        var large = new string('x', 100_000);
        for (var i = 0; i < 40; i++)
        {
            source.StartActivity("slow")!.SetTag("large", large).Dispose();
        }

        Assert.True(tracing.Shutdown());
        var frames = socket.TakeAll();
        Assert.Equal(40, frames.Sum(f => f.Body.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").GetArrayLength()));
    }

    private sealed class Bad
    {
        public override string ToString() => throw new InvalidOperationException();
    }

    private static string Sorted(JsonElement attributes, params string[] keys) =>
        $"[{string.Join(',', attributes.EnumerateArray().OrderBy(a => Array.IndexOf(keys, a.GetProperty("key").GetString())).Select(a => a.GetRawText()))}]";
}
