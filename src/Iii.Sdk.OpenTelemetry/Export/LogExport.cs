using OpenTelemetry;

namespace Iii.Export;

/// <summary>The processor that sends log records to the engine, whichever builder asks for it.</summary>
internal static class LogExport
{
    private const int MostRecordsQueued = 2048;
    private const int MostRecordsAtOnce = 512;
    private const int ExportTimeoutMilliseconds = 30_000;

    public static IIIExporterOptions? Options(Action<IIIExporterOptions>? configure)
    {
        if (!ExporterEnvironment.IsOn)
        {
            return null;
        }

        var options = new IIIExporterOptions();
        configure?.Invoke(options);
        options.Validate();
        return options;
    }

    public static BatchLogRecordExportProcessor Processor(IIIExporterOptions options) => new(
        new EngineLogExporter(options), MostRecordsQueued, (int)options.LogsInterval.TotalMilliseconds, ExportTimeoutMilliseconds, ExporterEnvironment.LogsBatchSize(MostRecordsAtOnce));
}
