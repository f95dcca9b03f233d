using System.Diagnostics;
using Iii.Otlp;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Iii.Export;

/// <summary>Sends spans to the engine.</summary>
internal sealed class EngineSpanExporter(IIIExporterOptions options) : BaseExporter<Activity>
{
    private readonly SharedConnections.Lease _connection = SharedConnections.Take(options);
    private Resource? _resource;

    public override ExportResult Export(in Batch<Activity> batch)
    {
        var spans = new List<Activity>((int)batch.Count);
        foreach (var span in batch)
        {
            spans.Add(span);
        }

        _resource ??= ParentProvider.GetResource();
        return Exporting.Send(_connection, () => OtlpSpans.Write(_resource, spans));
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => _connection.Flush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => _connection.Leave(timeoutMilliseconds);
}
