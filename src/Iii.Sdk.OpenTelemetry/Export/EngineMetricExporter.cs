using Iii.Otlp;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Iii.Export;

/// <summary>Sends metrics to the engine.</summary>
internal sealed class EngineMetricExporter(IIIExporterOptions options) : EngineExporter<Metric>(options)
{
    protected override List<byte[]> Write(Resource resource, in Batch<Metric> batch)
    {
        var metrics = new List<Metric>((int)batch.Count);
        foreach (var metric in batch)
        {
            metrics.Add(metric);
        }

        return OtlpMetrics.Write(resource, metrics);
    }
}
