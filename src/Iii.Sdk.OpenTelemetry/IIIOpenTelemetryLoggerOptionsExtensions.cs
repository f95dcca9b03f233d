using Iii;
using Iii.Export;

namespace OpenTelemetry.Logs;

/// <summary>Log records of workers, and their way to the engine, for <c>logging.AddOpenTelemetry(options => …)</c>.</summary>
public static class IIIOpenTelemetryLoggerOptionsExtensions
{
    /// <summary>Has log records carry their message and their scopes: within a call, the ids of the function and of the call.</summary>
    public static OpenTelemetryLoggerOptions AddIiiInstrumentation(this OpenTelemetryLoggerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.IncludeFormattedMessage = true;
        options.IncludeScopes = true;
        return options;
    }

    /// <summary>Sends all log records to the engine. Does nothing when <c>OTEL_ENABLED</c> is <c>false</c>, <c>0</c>, <c>no</c> or <c>off</c>.</summary>
    /// <param name="builder">The logger's options.</param>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="ArgumentException">The address is not a WebSocket's, or an option makes no sense.</exception>
    public static OpenTelemetryLoggerOptions AddIiiExporter(this OpenTelemetryLoggerOptions builder, Action<IIIExporterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return LogExport.Options(configure) is { } options ? builder.AddProcessor(_ => LogExport.Processor(options)) : builder;
    }
}
