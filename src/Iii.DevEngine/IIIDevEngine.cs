using System.Net;
using System.Text;
using Iii.DevEngine.Access;
using Iii.DevEngine.Channels;
using Iii.DevEngine.Http;
using Iii.DevEngine.Modules.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>An iii engine in memory, in this process: for development and tests. In production a worker talks to the real iii engine.</summary>
/// <example>
/// <code>
/// await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
/// var worker = IIIWorker.Create(engine.WorkerUrl.ToString());
/// </code>
/// </example>
public sealed class IIIDevEngine : IAsyncDisposable
{
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly EngineCore _core;

    private IIIDevEngine(WebApplication application, EngineCore core, CancellationTokenSource stopping, Uri workerUrl, Uri httpUrl, Uri streamUrl)
    {
        WorkerUrl = workerUrl;
        HttpUrl = httpUrl;
        StreamUrl = streamUrl;
        _application = application;
        _core = core;
        _stopping = stopping;
    }

    /// <summary>Where workers connect.</summary>
    public Uri WorkerUrl { get; }

    /// <summary>Where workers connect to the ports of <see cref="IIIDevEngineOptions.WorkerListeners"/>, in their order.</summary>
    public IReadOnlyList<Uri> WorkerListenerUrls { get; private init; } = [];

    /// <summary>Where http triggers are served.</summary>
    public Uri HttpUrl { get; }

    /// <summary>Where clients subscribe to streams.</summary>
    public Uri StreamUrl { get; }

    /// <summary>Starts an engine.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<IIIDevEngine> StartAsync(IIIDevEngineOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new IIIDevEngineOptions();
        var core = new EngineCore(options);
        var stopping = new CancellationTokenSource();
        EngineListener[] listeners =
        [
            new("workers", options.WorkerPort, context => AcceptWorkerAsync(context, core, null, stopping.Token)),
            new("http triggers", options.HttpPort, core.Module<HttpModule>().Endpoint.HandleAsync),
            new("streams", options.StreamPort, core.Module<StreamModule>().Endpoint.HandleAsync),
            .. options.WorkerListeners.Select(l => new EngineListener("workers with rules", l.Port, context => AcceptWorkerAsync(context, core, l, stopping.Token))),
        ];

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.RequestHeadersTimeout = s_handshakeTimeout;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8;
            kestrel.AddServerHeader = false;
            foreach (var listener in listeners)
            {
                listener.ListenOn(kestrel, options.Address);
            }
        });

        var application = builder.Build();
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        application.Run(context => EngineListener.Of(context).Handle(context));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await core.DisposeAsync().ConfigureAwait(false);
            stopping.Dispose();
            var taken = listeners.FirstOrDefault(l => l.RequestedPort != 0 && e.Message.Contains($":{l.RequestedPort}", StringComparison.Ordinal)) ?? listeners[0];
            throw new IOException($"Port {taken.RequestedPort} ({taken.Name}) of {options.Address} is taken, perhaps by another engine. Stop that, or choose another port; 0 takes a free one.", e);
        }

        foreach (var module in core.Modules)
        {
            module.Start();
        }

        var host = IPAddress.IsLoopback(options.Address) || options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any) ? "127.0.0.1" : options.Address.ToString();
        return new IIIDevEngine(application, core, stopping, new Uri($"ws://{host}:{listeners[0].Port}"), new Uri($"http://{host}:{listeners[1].Port}"), new Uri($"ws://{host}:{listeners[2].Port}"))
        {
            WorkerListenerUrls = [.. listeners[3..].Select(l => new Uri($"ws://{host}:{l.Port}"))],
        };
    }

    /// <summary>Ends all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _core.DisposeAsync().ConfigureAwait(false);
            await _application.StopAsync().ConfigureAwait(false);
            await _application.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task AcceptWorkerAsync(HttpContext context, EngineCore core, IIIWorkerListenerOptions? listener, CancellationToken stopping)
    {
        if (ChannelEndpoint.IsFor(context.Request, out var channelId))
        {
            await ChannelEndpoint.HandleAsync(context, core.Module<ChannelsModule>().Table, channelId, core.Options.MaxMessageBytes, stopping).ConfigureAwait(false);
            return;
        }

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
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        WorkerAccess? access;
        string problem;
        try
        {
            (access, problem) = await SessionAuthentication.AuthenticateAsync(core, listener, context, gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return;
        }

        if (access is null)
        {
            await WorkerSession.RefuseAsync(socket, problem, stopping).ConfigureAwait(false);
            return;
        }

        if (isTelemetry)
        {
            await Telemetry.DrainAsync(socket, stopping).ConfigureAwait(false);
            return;
        }

        var worker = new WorkerConnection(socket, context.Connection.RemoteIpAddress?.MapToIPv4().ToString(), core.Options.MaxMessageBytes, core.Options.Limits, core.Logger) { Access = access };
        await new WorkerSession(core, worker, core.Logger).RunAsync(stopping).ConfigureAwait(false);
    }
}
