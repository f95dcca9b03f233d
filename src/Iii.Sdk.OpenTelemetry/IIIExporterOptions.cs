using System.Net.WebSockets;
using Iii.Connection;
using Iii.Export;

namespace Iii;

/// <summary>How spans, metrics and log records reach the engine. Exporters with the same <see cref="Url"/>, <see cref="Headers"/> and <see cref="ConfigureSocket"/> share one connection.</summary>
public sealed class IIIExporterOptions
{
    /// <summary>
    /// The engine's address, as a worker has it; the telemetry goes to <c>/otel</c> there. Default: that of the worker of this process, if one was started before the first
    /// connection is made, which waits for something to send; else <c>III_URL</c>, else <c>ws://localhost:49134</c>. Blank is the default too.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>
    /// The headers of the connection, on each attempt. Default: null, for those of the worker of this process and, unless they have an <c>Authorization</c>, the bearer
    /// token of <c>III_TOKEN</c>. A dictionary replaces all of these, also an empty one: nothing is sent then. <see cref="ConfigureSocket"/> comes after.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Headers { get; set; }

    /// <summary>Sets certificates, a proxy or single headers of the connection. Default: none.</summary>
    public Action<ClientWebSocketOptions>? ConfigureSocket { get; set; }

    /// <summary>How long spans are gathered before they are sent. Default: <c>OTEL_SPANS_FLUSH_INTERVAL_MS</c>, else 100 ms.</summary>
    public TimeSpan SpansInterval { get; set; } = ExporterEnvironment.Milliseconds("OTEL_SPANS_FLUSH_INTERVAL_MS", 100);

    /// <summary>How long log records are gathered before they are sent. Default: <c>OTEL_LOGS_FLUSH_INTERVAL_MS</c>, else 100 ms.</summary>
    public TimeSpan LogsInterval { get; set; } = ExporterEnvironment.Milliseconds("OTEL_LOGS_FLUSH_INTERVAL_MS", 100);

    /// <summary>How often metrics are collected and sent. Default: 60 s.</summary>
    public TimeSpan MetricsInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many bytes wait while there is no connection; beyond that the oldest are dropped. Default: 16 MiB.</summary>
    public int MaxBufferedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long opening the connection may take. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the last exporter that is shut down takes to send what is left and to have the engine answer the close, within the
    /// provider's own limit. Default: 500 ms, for a worker takes up to 2 s before, and supervisors kill after 3 s.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>When to try again after the connection was lost or could not be made. <see cref="IIIReconnectOptions.MaxAttempts"/> ends the exporting.</summary>
    public IIIReconnectOptions Reconnect { get; } = new();

    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the telemetry goes; null for where the worker is.</summary>
    internal Uri? Address { get; private set; }

    /// <summary>Makes options.</summary>
    /// <exception cref="ArgumentException">The address is not a WebSocket's, or an option makes no sense.</exception>
    internal static IIIExporterOptions Create(Action<IIIExporterOptions>? configure)
    {
        var options = new IIIExporterOptions();
        configure?.Invoke(options);
        options.Validate();
        return options;
    }

    private void Validate()
    {
        // What the environment says is looked at now, for a mistake in it is best found at the start.
        var set = ExporterEnvironment.Address(string.IsNullOrWhiteSpace(Url) ? null : Url);
        Address = string.IsNullOrWhiteSpace(Url) ? null : set;
        Positive(SpansInterval, nameof(SpansInterval));
        Positive(LogsInterval, nameof(LogsInterval));
        Positive(MetricsInterval, nameof(MetricsInterval));
        Positive(ConnectTimeout, nameof(ConnectTimeout));
        Positive(ShutdownTimeout, nameof(ShutdownTimeout));
        if (MaxBufferedBytes < 1024)
        {
            throw new ArgumentException($"options.MaxBufferedBytes is {MaxBufferedBytes}, but must be at least 1024.");
        }

        Backoff.Check(Reconnect);
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue)
        {
            throw new ArgumentException($"options.{name} is {value}, but must be longer than zero and at most 24 days.");
        }
    }
}
