using System.Diagnostics;
using Iii.Export;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Iii.Tests;

/// <summary>Where telemetry goes, and with which headers. The numbers are those of the design's scenarios 19.1.</summary>
[Collection(nameof(EnvironmentTests))]
public sealed class EndpointTests : IDisposable
{
    private static readonly string[] s_names = ["III_URL", "III_TOKEN"];

    private readonly string?[] _before = Array.ConvertAll(s_names, Environment.GetEnvironmentVariable);

    public void Dispose()
    {
        for (var i = 0; i < s_names.Length; i++)
        {
            Environment.SetEnvironmentVariable(s_names[i], _before[i]);
        }
    }

    [Theory]
    [InlineData(null, "Authorization: Bearer secret;x-of: worker")]
    [InlineData("x-own", "x-own: 1")]
    [InlineData("", "")]
    public async Task H6_Headers_areTheWorkersUnlessOthersAreGiven(string? own, string expected)
    {
        Environment.SetEnvironmentVariable("III_TOKEN", "secret");
        await using var socket = await TelemetrySocket.StartAsync();
        await using var worker = Start(socket.Url, options => options.Headers["x-of"] = "worker");
        await ExportAsync("test.h6", socket, options =>
        {
            options.Headers = own is null ? null : own.Length is 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { [own] = "1" };
        });
        Assert.Equal([expected], socket.Headers);
    }

    [Fact]
    public async Task H6_Headers_noWorkerIsThere_areTheTokenAlone()
    {
        Environment.SetEnvironmentVariable("III_TOKEN", "secret");
        await using var socket = await TelemetrySocket.StartAsync();
        Environment.SetEnvironmentVariable("III_URL", socket.Url);
        await ExportAsync("test.h6b", socket, null);
        Assert.Equal(["Authorization: Bearer secret"], socket.Headers);
    }

    [Fact]
    public async Task H7_Headers_connectionIsLostTwice_areThereEachTime()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test.h7").AddIiiExporter(options =>
        {
            socket.Use(options);
            options.Headers = new Dictionary<string, string> { ["x-own"] = "1" };
            options.Reconnect.InitialDelay = TimeSpan.FromMilliseconds(1);
        }).Build();
        using var source = new ActivitySource("test.h7");
        for (var i = 0; i < 3; i++)
        {
            source.StartActivity($"span {i}")!.Dispose();
            await socket.NextAsync("OTLP");
            socket.Drop();
        }

        Assert.Equal(["x-own: 1", "x-own: 1", "x-own: 1"], socket.Headers.Take(3));
    }

    [Fact]
    public async Task H8_Address_workerHasAnotherThanTheEnvironment_isTheWorkers()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        Environment.SetEnvironmentVariable("III_URL", "ws://127.0.0.1:1");
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test.h8").AddIiiExporter().Build();

        // Made after the exporter: it waits for something to send before it looks.
        await using var worker = Start(socket.Url);
        using var source = new ActivitySource("test.h8");
        source.StartActivity("span")!.Dispose();
        await socket.NextAsync("OTLP");
    }

    [Fact]
    public async Task Address_workerHasAnIdentityOfItsOwn_isNotLookedAt()
    {
        await using var socket = await TelemetrySocket.StartAsync();
        Environment.SetEnvironmentVariable("III_URL", socket.Url);
        await using var worker = Start("ws://127.0.0.1:1", options => options.Identity = IIIWorkerIdentity.Explicit);
        await ExportAsync("test.explicit", socket, null);
    }

    [Theory]
    [InlineData("ws://h", "ws://h/otel")]
    [InlineData("ws://h/", "ws://h/otel")]
    [InlineData("ws://h/otel", "ws://h/otel")]
    [InlineData("ws://h/p/", "ws://h/p/otel")]
    [InlineData("ws://h?token=abc", "ws://h/otel?token=abc")]
    [InlineData("ws://h/otel?token=abc", "ws://h/otel?token=abc")]
    [InlineData("ws://h#frag", "ws://h/otel#frag")]
    [InlineData("ws://h/otel/?token=abc", "ws://h/otel?token=abc")]
    public void H10_Address_isExtendedOnceAndKeepsQueryAndFragment(string engine, string expected) => Assert.Equal(expected, ExporterEnvironment.Address(engine).AbsoluteUri);

    private static IIIWorker Start(string url, Action<IIIWorkerOptions>? configure = null)
    {
        var worker = IIIWorker.Create(url, options =>
        {
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.ProcessMarker = false;
            options.DrainTimeout = TimeSpan.Zero;
            configure?.Invoke(options);
        });
        _ = worker.RunAsync();
        return worker;
    }

    private static async Task ExportAsync(string name, TelemetrySocket socket, Action<IIIExporterOptions>? configure)
    {
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(name).AddIiiExporter(options =>
        {
            options.ShutdownTimeout = TimeSpan.FromSeconds(20);
            configure?.Invoke(options);
        }).Build();
        using var source = new ActivitySource(name);
        source.StartActivity("span")!.Dispose();
        await socket.NextAsync("OTLP");
    }
}
