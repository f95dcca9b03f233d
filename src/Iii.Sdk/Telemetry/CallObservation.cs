using Microsoft.Extensions.Logging;

namespace Iii.Telemetry;

/// <summary>Whether somebody looks at a worker's calls, and what they may see.</summary>
internal sealed class CallObservation(IIIWorkerOptions options, ILogger logger)
{
    // The logger that a worker has by itself shows no scopes.
    private readonly bool _hasScopes = options.LogScopes && options.LoggerFactory is not null;

    /// <summary>Spans show what calls bring and what they are answered.</summary>
    public bool TracesPayloads { get; } = options.TracePayloads;

    public int? MaxTracedPayloadBytes { get; } = options.MaxTracedPayloadBytes;

    /// <summary>Log messages of handlers carry ids, and somebody may see them.</summary>
    public bool LogsScopes => _hasScopes && logger.IsEnabled(LogLevel.Critical);

    /// <summary>Somebody looks. While nobody does, a call costs no more than this question.</summary>
    public bool IsOn => InvocationSpan.IsWanted || WorkerMetrics.AreInvocationsWanted || LogsScopes;
}
