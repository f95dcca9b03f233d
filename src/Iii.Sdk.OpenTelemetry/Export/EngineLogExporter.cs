using Iii.Otlp;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Iii.Export;

// The SDK has a type of this name too.
using LogRecord = OpenTelemetry.Logs.LogRecord;

/// <summary>Sends log records to the engine.</summary>
internal sealed class EngineLogExporter(IIIExporterOptions options) : EngineExporter<LogRecord>(options)
{
    protected override List<byte[]> Write(Resource resource, in Batch<LogRecord> batch)
    {
        // A record is used again when the next one is asked for, so each is written at once.
        var logs = new OtlpLogs(resource);
        foreach (var record in batch)
        {
            logs.Add(record);
        }

        return logs.Frames();
    }
}
