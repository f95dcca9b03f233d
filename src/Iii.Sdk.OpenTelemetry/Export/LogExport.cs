using OpenTelemetry;

namespace Iii.Export;

/// <summary>The processor that sends log records to the engine, whichever builder asks for it.</summary>
internal static class LogExport
{
    // As the processor has it when nobody says anything else.
    private const int MostRecordsAtOnce = 512;

    /// <summary>Null when nothing is exported.</summary>
    public static IIIExporterOptions? Options(Action<IIIExporterOptions>? configure) => ExporterEnvironment.IsOn ? IIIExporterOptions.Create(configure) : null;

    public static BatchLogRecordExportProcessor Processor(IIIExporterOptions options) => new(
        new EngineLogExporter(options),
        scheduledDelayMilliseconds: (int)options.LogsInterval.TotalMilliseconds,
        maxExportBatchSize: ExporterEnvironment.LogsBatchSize(MostRecordsAtOnce));
}
