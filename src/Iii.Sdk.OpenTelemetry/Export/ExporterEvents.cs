using System.Diagnostics.Tracing;

namespace Iii.Export;

/// <summary>What happens to the exporter. It can not go by the logs that it exports; <c>dotnet-trace</c> and an <see cref="EventListener"/> see it.</summary>
[EventSource(Name = "Iii-Sdk-OpenTelemetry")]
internal sealed class ExporterEvents : EventSource
{
    public static readonly ExporterEvents Log = new();

    private ExporterEvents()
    {
    }

    [Event(1, Level = EventLevel.Informational, Message = "Connected to {0}.")]
    public void Connected(string url) => WriteEvent(1, url);

    [Event(2, Level = EventLevel.Warning, Message = "No connection to {0}: {1}")]
    public void Disconnected(string url, string reason) => WriteEvent(2, url, reason);

    [Event(3, Level = EventLevel.Warning, Message = "The buffer is full; the oldest {0} bytes were dropped.")]
    public void Dropped(int bytes) => WriteEvent(3, bytes);

    [Event(4, Level = EventLevel.Error, Message = "Could not export: {0}")]
    public void Failed(string reason) => WriteEvent(4, reason);

    [Event(5, Level = EventLevel.Error, Message = "Gave up connecting to {0} after {1} attempts (options.Reconnect.MaxAttempts).")]
    public void GaveUp(string url, int attempts) => WriteEvent(5, url, attempts);
}
