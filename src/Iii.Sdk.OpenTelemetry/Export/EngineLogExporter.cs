using Iii.Otlp;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Iii.Export;

// The SDK has a type of this name too.
using LogRecord = OpenTelemetry.Logs.LogRecord;

/// <summary>Sends log records to the engine.</summary>
internal sealed class EngineLogExporter(IIIExporterOptions options) : BaseExporter<LogRecord>
{
    private readonly SharedConnections.Lease _connection = SharedConnections.Take(options);
    private Resource? _resource;

    public override ExportResult Export(in Batch<LogRecord> batch)
    {
        _resource ??= ParentProvider.GetResource();

        // A record is used again when the next one is asked for, so each is written at once.
        var logs = new OtlpLogs(_resource);
        try
        {
            foreach (var record in batch)
            {
                logs.Add(record);
            }
        }
        catch (Exception e)
        {
            ExporterEvents.Log.Failed(e.ToString());
            return ExportResult.Failure;
        }

        return Exporting.Send(_connection, logs.Frames);
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => _connection.Flush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => _connection.Leave(timeoutMilliseconds);
}
