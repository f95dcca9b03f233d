using Iii.Otlp;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Iii.Export;

/// <summary>Sends metrics to the engine.</summary>
internal sealed class EngineMetricExporter(IIIExporterOptions options) : BaseExporter<Metric>
{
    private readonly SharedConnections.Lease _connection = SharedConnections.Take(options);
    private Resource? _resource;

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var metrics = new List<Metric>((int)batch.Count);
        foreach (var metric in batch)
        {
            metrics.Add(metric);
        }

        _resource ??= ParentProvider.GetResource();
        return Exporting.Send(_connection, () => OtlpMetrics.Write(_resource, metrics));
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => _connection.Flush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => _connection.Leave(timeoutMilliseconds);
}
