using System.Globalization;
using System.Net;
using Iii.DevEngine.Invocations;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>Where an embedded engine listens, and its limits.</summary>
public sealed record IIIDevEngineOptions
{
    /// <summary>The address to listen on. Default: loopback; nobody but this machine reaches it.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The address of the http triggers; null for <see cref="Address"/>. Default: null.</summary>
    public IPAddress? HttpAddress { get; init; }

    /// <summary>The address where clients subscribe to streams; null for <see cref="Address"/>. Default: null.</summary>
    public IPAddress? StreamAddress { get; init; }

    /// <summary>The port of the worker socket; 0 for a free one. Default: 49134.</summary>
    public int WorkerPort { get; init; } = 49134;

    /// <summary>The port of the http triggers; 0 for a free one. Default: 3111.</summary>
    public int HttpPort { get; init; } = 3111;

    /// <summary>The port where clients subscribe to streams; 0 for a free one. Default: 3112.</summary>
    public int StreamPort { get; init; } = 3112;

    /// <summary>The port of the page that shows what the engine does and calls functions, for a browser on this machine; 0 for a free one, null for no page. Default: null.</summary>
    public int? PagePort { get; init; }

    /// <summary>The function that is asked who a client of streams is. It gets the request's headers, path, query and address, and its <c>context</c> is
    /// passed to the triggers on joining and leaving. Default: none; clients have no context.</summary>
    public string? StreamAuthFunctionId { get; init; }

    /// <summary>Further ports for workers, with rules of their own. Default: none.</summary>
    public IReadOnlyList<IIIWorkerListenerOptions> WorkerListeners { get; init; } = [];

    /// <summary>How long registrations wait for the worker to name its namespace. Default: <c>III_NAMESPACE_GRACE_MS</c>, else 5 s.</summary>
    public TimeSpan RegistrationGrace { get; init; } = GraceOfEnvironment ?? TimeSpan.FromSeconds(5);

    /// <summary>What <c>III_NAMESPACE_GRACE_MS</c> says; null when it says nothing.</summary>
    internal static TimeSpan? GraceOfEnvironment =>
        uint.TryParse(Environment.GetEnvironmentVariable("III_NAMESPACE_GRACE_MS"), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    /// <summary>How long an http request waits for its function. Default: 30 s.</summary>
    public TimeSpan HttpTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How http triggers are served.</summary>
    public IIIHttpOptions Http { get; init; } = new();

    /// <summary>Which addresses functions may have that are hosted by http.</summary>
    public IIIHttpFunctionOptions HttpFunctions { get; init; } = new();

    /// <summary>The largest message that a worker may send, in bytes. Default: 64 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The largest value that <c>state::set</c> takes, in bytes of its JSON. Default: no limit.</summary>
    public int? MaxStateValueBytes { get; init; }

    /// <summary>How many messages all queues hold together, dead letters among them; more are refused. Default: 1,000,000.</summary>
    public int MaxQueuedMessages { get; init; } = 1_000_000;

    /// <summary>How much is kept for those who do not take it.</summary>
    internal EngineLimits Limits { get; init; } = new();

    /// <summary>The named queues, to which functions are enqueued. One named <c>default</c> is there in any case.</summary>
    public IReadOnlyDictionary<string, IIIQueueOptions> Queues { get; init; } = new Dictionary<string, IIIQueueOptions>();

    /// <summary>Opens what keeps state, streams and queues beyond the engine's end, which closes it. Default: none; all is in memory.</summary>
    public Func<IIIEngineStorage>? OpenStorage { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where log messages go. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>What the engine supports beyond the protocol of 0.24.</summary>
    internal ProtocolFeatures Features { get; init; } = ProtocolFeatureNames.OfEngine;

    /// <summary>Records every call that is routed. Default: none.</summary>
    internal IInvocationRecorder? Recorder { get; init; }

    /// <summary>Counts what is under way.</summary>
    internal EngineActivity? Activity { get; init; }

    /// <summary>What a test has put in the engine's way.</summary>
    internal IEngineFaults? Faults { get; init; }

    /// <summary>What stands in the place of the network.</summary>
    internal IConnectionListenerFactory? Network { get; init; }
}
