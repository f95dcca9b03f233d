using System.Net;
using System.Text;
using Iii.DevEngine.Access;
using Iii.DevEngine.Channels;
using Iii.DevEngine.Http;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Modules.Storage;
using Iii.DevEngine.Modules.Streams;
using Iii.DevEngine.Page;
using Iii.DevEngine.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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
    private bool _isDisposed;

    private IIIDevEngine(WebApplication application, EngineCore core, CancellationTokenSource stopping, Uri workerUrl, Uri httpUrl, Uri streamUrl)
    {
        WorkerUrl = workerUrl;
        HttpUrl = httpUrl;
        StreamUrl = streamUrl;
        _application = application;
        _core = core;
        _stopping = stopping;
    }

    /// <summary>What the engine consists of, for those who look inside: tests, and the page.</summary>
    internal EngineCore Core => _core;

    /// <summary>Where workers connect.</summary>
    public Uri WorkerUrl { get; }

    /// <summary>Where workers connect to the ports of <see cref="IIIDevEngineOptions.WorkerListeners"/>, in their order.</summary>
    public IReadOnlyList<Uri> WorkerListenerUrls { get; private init; } = [];

    /// <summary>Where http triggers are served.</summary>
    public Uri HttpUrl { get; }

    /// <summary>Where clients subscribe to streams.</summary>
    public Uri StreamUrl { get; }

    /// <summary>Where a browser on this machine sees what the engine does; null when there is no page.</summary>
    public Uri? PageUrl { get; private init; }

    /// <summary>Starts an engine.</summary>
    /// <exception cref="IOException">A port is taken, or what is kept can not be opened.</exception>
    public static async Task<IIIDevEngine> StartAsync(IIIDevEngineOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new IIIDevEngineOptions();
        var log = options.PagePort is null ? null : new InvocationLog(PageEndpoint.MaxInvocations);
        options = log is null ? options : options with { Recorder = InvocationRecorders.Both(log, options.Recorder) };
        var core = await CreateCoreAsync(options).ConfigureAwait(false);
        var page = log is null ? null : new PageEndpoint(core, log);
        var stopping = new CancellationTokenSource();
        EngineListener[] listeners =
        [
            new("workers", options.Address, options.WorkerPort, context => AcceptWorkerAsync(context, core, null, stopping.Token)),
            new("http triggers", options.HttpAddress ?? options.Address, options.HttpPort, core.Module<HttpModule>().Endpoint.HandleAsync),
            new("streams", options.StreamAddress ?? options.Address, options.StreamPort, core.Module<StreamModule>().Endpoint.HandleAsync),
            .. options.WorkerListeners.Select(l => new EngineListener("workers with rules", l.Address ?? options.Address, l.Port, context => AcceptWorkerAsync(context, core, l, stopping.Token))),
            .. page is null ? Array.Empty<EngineListener>() : [new EngineListener("the page", IPAddress.Loopback, options.PagePort!.Value, page.HandleAsync)],
        ];

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (options.Network is { } network)
        {
            builder.Services.AddSingleton(network);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseSockets(static sockets =>
        {
            // A hop between threads costs more than handling a message, and nothing of the engine blocks a thread. Stubs of a test may; they have no sockets. A logger must not.
            sockets.UnsafePreferInlineScheduling = true;

            // There are few connections and they have much to say: no system call goes ahead of each read.
            sockets.WaitForDataBeforeAllocatingBuffer = false;

            // The header x-iii-capabilities promises it to workers.
            sockets.NoDelay = true;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.RequestHeadersTimeout = s_handshakeTimeout;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8;
            kestrel.AddServerHeader = false;
            foreach (var listener in listeners)
            {
                listener.ListenOn(kestrel);
            }
        });

        var application = builder.Build();
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        application.Run(context => EngineListener.Of(context).Handle(context));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await core.DisposeAsync().ConfigureAwait(false);
            await core.Journal.DisposeAsync().ConfigureAwait(false);
            stopping.Dispose();
            if (EngineListener.Explain(listeners, e) is { } problem)
            {
                throw new IOException(problem, e);
            }

            throw;
        }

        foreach (var module in core.Modules)
        {
            module.Start();
        }

        return new IIIDevEngine(application, core, stopping, listeners[0].Url("ws"), listeners[1].Url("http"), listeners[2].Url("ws"))
        {
            WorkerListenerUrls = [.. listeners[3..^(page is null ? 0 : 1)].Select(l => l.Url("ws"))],
            PageUrl = page is null ? null : new Uri($"http://localhost:{listeners[^1].Port}"),
        };
    }

    /// <summary>Ends all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            // Before the workers are cut off: a message that is worked on is put back, and has not failed.
            await _core.DisposeAsync().ConfigureAwait(false);
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _application.StopAsync().ConfigureAwait(false);
            await _application.DisposeAsync().ConfigureAwait(false);
            await _core.Journal.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<EngineCore> CreateCoreAsync(IIIDevEngineOptions options)
    {
        var logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Iii.DevEngine");
        var journal = Journal.Open(options.OpenStorage, logger);
        try
        {
            return new EngineCore(options, journal, logger);
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task AcceptWorkerAsync(HttpContext context, EngineCore core, IIIWorkerListenerOptions? listener, CancellationToken stopping)
    {
        if (core.Rules.SendsCapabilities)
        {
            ListenerCapabilities.Advertise(context);
        }

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

        var socket = await WorkerSocket.AcceptAsync(context, core.Options).ConfigureAwait(false);
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

        problem = core.Options.Faults?.RefuseSession() ?? problem;
        if (access is null || problem.Length > 0)
        {
            await WorkerSession.RefuseAsync(socket, problem).ConfigureAwait(false);
            return;
        }

        if (isTelemetry)
        {
            await Telemetry.DrainAsync(socket, stopping).ConfigureAwait(false);
            return;
        }

        var worker = new WorkerConnection(socket, RemoteAddress.Of(context.Connection)?.ToString(), core.Options.Limits, core.Logger)
        {
            Access = access,
            Activity = core.Options.Activity,
            ReceiveLimit = core.Rules.ReceiveLimitOf(default, null, null),
        };
        await new WorkerSession(core, worker, core.Logger).RunAsync(stopping).ConfigureAwait(false);
    }
}
