using System.Diagnostics;
using Iii.Otlp;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Iii.Export;

/// <summary>Sends spans to the engine.</summary>
internal sealed class EngineSpanExporter(IIIExporterOptions options) : EngineExporter<Activity>(options)
{
    protected override List<byte[]> Write(Resource resource, in Batch<Activity> batch)
    {
        var spans = new List<Activity>((int)batch.Count);
        foreach (var span in batch)
        {
            spans.Add(span);
        }

        return OtlpSpans.Write(resource, spans);
    }
}
