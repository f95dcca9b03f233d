using System.Net;
using Microsoft.AspNetCore.Builder;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.DevEngine;

/// <summary>An iii engine in memory, in this process: for development and tests. In production a worker talks to the real iii engine.</summary>
/// <example>
/// <code>
/// await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0 });
/// var worker = IIIWorker.Create(engine.WorkerUrl.ToString());
/// </code>
/// </example>
public sealed class IIIDevEngine : IAsyncDisposable
{
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private IIIDevEngine(WebApplication application, CancellationTokenSource stopping, Uri workerUrl, Uri httpUrl)
    {
        _application = application;
        _stopping = stopping;
        WorkerUrl = workerUrl;
        HttpUrl = httpUrl;
    }

    /// <summary>Where workers connect.</summary>
    public Uri WorkerUrl { get; }

    /// <summary>Where http triggers are served.</summary>
    public Uri HttpUrl { get; }

    /// <summary>Starts an engine.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<IIIDevEngine> StartAsync(IIIDevEngineOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new IIIDevEngineOptions();
        var logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Iii.DevEngine");
        var core = new EngineCore(options);
        var stopping = new CancellationTokenSource();
        int workerPort = 0, httpPort = 0;

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.RequestHeadersTimeout = s_handshakeTimeout;
            Listen(kestrel, options.Address, options.WorkerPort);
            Listen(kestrel, options.Address, options.HttpPort);
        });

        var application = builder.Build();
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var http = new HttpEndpoint(core);
        application.Run(context => context.Connection.LocalPort == Volatile.Read(ref httpPort)
            ? http.HandleAsync(context)
            : AcceptWorkerAsync(context, core, options, logger, stopping.Token));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            stopping.Dispose();
            var taken = options.HttpPort != 0 && e.Message.Contains($":{options.HttpPort}", StringComparison.Ordinal) ? $"{options.HttpPort} (http triggers)" : $"{options.WorkerPort} (workers)";
            throw new IOException($"Port {taken} of {options.Address} is taken, perhaps by another engine. Stop that, or choose another port; 0 takes a free one.", e);
        }

        var ports = application.Urls.Select(u => new Uri(u).Port).Distinct().ToArray();
        workerPort = options.WorkerPort != 0 ? options.WorkerPort : ports[0];
        Volatile.Write(ref httpPort, options.HttpPort != 0 ? options.HttpPort : ports.First(p => p != workerPort));
        var host = IPAddress.IsLoopback(options.Address) || options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any) ? "127.0.0.1" : options.Address.ToString();
        return new IIIDevEngine(application, stopping, new Uri($"ws://{host}:{workerPort}"), new Uri($"http://{host}:{httpPort}"));
    }

    /// <summary>Ends all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _application.StopAsync().ConfigureAwait(false);
            await _application.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, IPAddress address, int port)
    {
        if (IPAddress.IsLoopback(address) && port != 0)
        {
            // `localhost` may be resolved to either loopback.
            kestrel.ListenLocalhost(port);
        }
        else
        {
            kestrel.Listen(address, port);
        }
    }

    private static async Task AcceptWorkerAsync(HttpContext context, EngineCore core, IIIDevEngineOptions options, ILogger logger, CancellationToken stopping)
    {
        var isTelemetry = context.Request.Path == "/otel";
        if (context.Request.Path != "/" && context.Request.Path != "" && !isTelemetry)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = HttpMethods.IsGet(context.Request.Method) ? StatusCodes.Status400BadRequest : StatusCodes.Status405MethodNotAllowed;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        if (isTelemetry)
        {
            await Telemetry.DrainAsync(socket, stopping).ConfigureAwait(false);
            return;
        }

        var worker = new WorkerConnection(socket, context.Connection.RemoteIpAddress?.MapToIPv4().ToString(), options.MaxMessageBytes);
        await new WorkerSession(core, worker, logger).RunAsync(stopping).ConfigureAwait(false);
    }
}
