using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Iii.Export;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Iii.Tests;

/// <summary>The way to the engine: shared, bounded, taken up again, and emptied before it is closed.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task Exporters_share_a_connection_and_the_last_one_closes_it()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        using var one = Sdk.CreateTracerProviderBuilder().AddSource("test.shared").AddIiiExporter(socket.Use).Build();
        using var two = Sdk.CreateMeterProviderBuilder().AddIiiExporter(o => o.Url = socket.Url + "/otel").Build();
        using var three = Sdk.CreateTracerProviderBuilder().AddSource("test.shared").AddIiiExporter(socket.Use).Build();
        using var source = new ActivitySource("test.shared");
        source.StartActivity("first")!.Dispose();
        await socket.NextAsync("OTLP");
        await socket.NextAsync("OTLP");
        Assert.True(one.Shutdown());
        Assert.True(two.Shutdown());
        source.StartActivity("second")!.Dispose();
        await socket.NextAsync("OTLP");
        Assert.Equal((1, 0), (socket.ConnectionCount, socket.CloseCount));
        Assert.True(three.Shutdown());
        Assert.Equal((1, 1), (socket.ConnectionCount, socket.CloseCount));
    }

    [Fact]
    public async Task What_was_not_sent_yet_is_sent_before_the_end()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test.flush").AddIiiExporter(o =>
        {
            socket.Use(o);
            o.SpansInterval = TimeSpan.FromDays(1);
        }).Build();
        using var source = new ActivitySource("test.flush");
        source.StartActivity("last")!.Dispose();
        tracing.Dispose();
        Assert.Single(socket.TakeAll());
    }

    [Fact]
    public async Task What_comes_while_there_is_no_connection_waits_for_the_next()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test.lost").AddIiiExporter(o =>
        {
            socket.Use(o);
            o.Reconnect.InitialDelay = TimeSpan.FromMilliseconds(1);
        }).Build();
        using var source = new ActivitySource("test.lost");
        source.StartActivity("before")!.Dispose();
        await socket.NextAsync("OTLP");
        socket.Drop();
        source.StartActivity("after")!.Dispose();
        Assert.Contains("\"after\"", (await socket.NextAsync("OTLP")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, socket.ConnectionCount);
    }

    [Fact]
    public void An_engine_that_is_not_there_does_not_hold_up_the_end()
    {
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test.nobody").AddIiiExporter(o =>
        {
            o.Url = $"ws://127.0.0.1:{FreePort()}";
            o.ShutdownTimeout = TimeSpan.FromMilliseconds(50);
        }).Build();
        using var source = new ActivitySource("test.nobody");
        source.StartActivity("lost")!.Dispose();
        var started = Stopwatch.GetTimestamp();
        Assert.False(tracing.Shutdown());
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task An_exporter_that_gave_up_fails_at_once()
    {
        var options = IIIExporterOptions.Create(o => (o.Url, o.Reconnect.MaxAttempts) = ($"ws://127.0.0.1:{FreePort()}", 0));
        await using var connection = new TelemetryConnection(options);
        connection.Send([1]);
        Assert.True(await connection.FlushAsync(TestTimeout.Default));
        Assert.False(connection.Send([1]));
    }

    [Fact]
    public async Task The_oldest_frames_give_way_when_the_buffer_is_full()
    {
        var queue = new FrameQueue(10);
        byte[] first = [1, 1, 1, 1], second = [2, 2, 2, 2], third = [3, 3, 3, 3];
        Assert.True(queue.Add(first) && queue.Add(second) && queue.Add(third));
        Assert.False(queue.Add(new byte[11]));
        Assert.Same(second, await queue.PeekAsync(default));
        queue.Sent(first);
        queue.Sent(second);
        Assert.False(queue.Empty.IsCompleted);
        Assert.Same(third, await queue.PeekAsync(default));
        queue.Sent(third);
        Assert.True(queue.Empty.IsCompleted);
        var waiting = queue.PeekAsync(default);
        Assert.False(waiting.IsCompleted);
        queue.Add(first);
        Assert.Same(first, await waiting.WaitAsync(TestTimeout.Default));
        queue.Close();
        Assert.True(queue.Empty.IsCompleted);
        Assert.False(queue.Add(first));
    }

    [Theory]
    [InlineData("ws://engine:1", "ws://engine:1/otel")]
    [InlineData("ws://engine:1/", "ws://engine:1/otel")]
    [InlineData("wss://engine/iii/", "wss://engine/iii/otel")]
    [InlineData("ws://engine:1/otel", "ws://engine:1/otel")]
    public void The_address_is_the_engines_with_its_own_path(string url, string address) => Assert.Equal(new Uri(address), ExporterEnvironment.Address(url));

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Refused("is not the address of an engine", o => o.Url = "http://x");
        Refused("SpansInterval", o => o.SpansInterval = TimeSpan.Zero);
        Refused("MaxBufferedBytes", o => o.MaxBufferedBytes = 1);
        Refused("options.Reconnect", o => o.Reconnect.Multiplier = 0);

        static void Refused(string reason, Action<IIIExporterOptions> configure) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Sdk.CreateTracerProviderBuilder().AddIiiExporter(configure)).Message, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
