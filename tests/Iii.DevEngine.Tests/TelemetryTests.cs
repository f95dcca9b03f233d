using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>The official SDKs send spans, metrics and logs unasked: nobody may stumble over them.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly FakeLogCollector _log = new();
    private IIIDevEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions
    {
        WorkerPort = 0,
        HttpPort = 0,
        StreamPort = 0,
        LoggerFactory = new LoggerFactory([new FakeLoggerProvider(_log)], new LoggerFilterOptions { MinLevel = LogLevel.Trace }),
    });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory]
    [InlineData("OTLP{\"resourceSpans\":[]}")]
    [InlineData("MTRC")]
    [InlineData("LOGSgarbage")]
    public async Task Telemetry_between_frames_is_taken_silently(string message)
    {
        await using var worker = await RawWorker.ConnectAsync(_engine, "w");
        await worker.SendBinaryAsync(Encoding.UTF8.GetBytes(message));
        await worker.SendBinaryAsync("""{"type":"ping"}"""u8.ToArray());
        Assert.Equal("pong", (await worker.NextAsync()).GetProperty("type").GetString());
        Assert.Empty(_log.GetSnapshot());
    }

    [Fact]
    public async Task A_connection_for_telemetry_alone_is_no_worker()
    {
        using var telemetry = new ClientWebSocket();
        await telemetry.ConnectAsync(new Uri(_engine.WorkerUrl, "/otel"), CancellationToken.None);
        await telemetry.SendAsync(Encoding.UTF8.GetBytes("OTLP{}"), WebSocketMessageType.Binary, true, CancellationToken.None);
        await using var worker = await RawWorker.ConnectAsync(_engine, "w");
        var workers = await worker.CallAsync("engine::workers::list", """{"status":"connected"}""");
        Assert.Equal(1, workers.GetProperty("result").GetProperty("workers").GetArrayLength());
        await telemetry.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, telemetry.CloseStatus);
    }
}
