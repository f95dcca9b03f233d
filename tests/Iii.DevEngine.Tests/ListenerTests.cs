using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>The port of the workers before anything is said: heads of responses, addresses, connections that end.</summary>
public sealed class ListenerTests
{
    private const string Header = "x-iii-capabilities: tcp-nodelay\r\n";

    [Theory]
    [InlineData("/", "101 Switching Protocols")]
    [InlineData("/otel", "101 Switching Protocols")]
    [InlineData("/?token=abc", "101 Switching Protocols")]
    [InlineData("/otel?token=abc&x", "101 Switching Protocols")]
    [InlineData("/ws/channels/none?key=k&dir=read", "404 Not Found")]
    [InlineData("/ws/channels/none?token=abc&key=k&dir=read", "404 Not Found")]
    [InlineData("/ws/channels/none", "400 Bad Request")]
    [InlineData("/x", "404 Not Found")]
    [InlineData("/x?token=abc", "404 Not Found")]
    [InlineData("/", "400 Bad Request", "")]
    [InlineData("/otel", "400 Bad Request", "")]
    public async Task H12_every_response_says_that_nothing_is_delayed(string target, string status, string upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n")
    {
        await using var engine = await TestEngine.StartAsync();
        using var client = await FrameClient.OpenAsync(engine.Engine.WorkerUrl, target, upgrade);
        Assert.StartsWith($"HTTP/1.1 {status}\r\n", client.Head, StringComparison.Ordinal);

        // The header is left out if the accepted socket delays small writes, so this shows both.
        Assert.Contains(Header, client.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("read")]
    public async Task H12_channels_are_opened_with_further_parameters_and_no_headers(string direction)
    {
        await using var engine = await TestEngine.StartAsync();
        var maker = await engine.WorkerAsync("maker");
        var reference = (await maker.CallAsync("engine::channels::create")).GetProperty("result").GetProperty("reader");
        var target = RawChannelEnd.Url(engine.Engine, reference, direction).PathAndQuery.Replace("?", "?token=abc&", StringComparison.Ordinal);
        using var client = await FrameClient.OpenAsync(engine.Engine.WorkerUrl, target);
        Assert.StartsWith("HTTP/1.1 101 ", client.Head, StringComparison.Ordinal);
        Assert.Contains(Header, client.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22, false)]
    [InlineData(IIIEngineGeneration.V0_23, false)]
    [InlineData(IIIEngineGeneration.V0_24, false)]
    [InlineData(IIIEngineGeneration.V0_25, true)]
    [InlineData(IIIEngineGeneration.V0_26, true)]
    [InlineData(IIIEngineGeneration.V0_27, true)]
    public async Task Generation_before_0_25_the_header_is_missing(IIIEngineGeneration generation, bool isThere)
    {
        await using var engine = await TestEngine.StartAsync(options => options with { Generation = generation });
        foreach (var target in new[] { "/", "/x" })
        {
            using var client = await FrameClient.OpenAsync(engine.Engine.WorkerUrl, target);
            Assert.Equal(isThere, client.Head.Contains(Header, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Header_belongs_to_ports_with_rules_too_and_to_no_other_port()
    {
        await using var engine = await TestEngine.StartAsync(options => options with { WorkerListeners = [new IIIWorkerListenerOptions { Port = 0 }] });
        using var rules = await FrameClient.OpenAsync(engine.Engine.WorkerListenerUrls[0]);
        Assert.Contains(Header, rules.Head, StringComparison.Ordinal);
        using var http = await FrameClient.OpenAsync(engine.Engine.HttpUrl, "/x", "");
        Assert.DoesNotContain("x-iii-capabilities", http.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_reset_is_an_ordinary_end()
    {
        var log = new FakeLogCollector();
        await using var engine = await TestEngine.StartAsync(options => options with
        {
            LoggerFactory = new LoggerFactory([new FakeLoggerProvider(log)], new LoggerFilterOptions { MinLevel = LogLevel.Information }),
        });
        var watcher = await engine.WorkerAsync("watcher");
        using var worker = await FrameClient.WorkerAsync(engine.Engine, "\"name\":\"leaves\"");
        worker.Reset();
        await Eventually.TrueAsync(async () => !(await watcher.ResultAsync("engine::workers::list"))!.Contains("leaves", StringComparison.Ordinal));

        Assert.Empty(log.GetSnapshot());
    }
}
