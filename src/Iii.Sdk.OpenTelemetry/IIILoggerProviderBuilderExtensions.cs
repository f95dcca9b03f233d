using Iii;
using Iii.Export;
using Microsoft.Extensions.DependencyInjection;

namespace OpenTelemetry.Logs;

/// <summary>Log records of workers, and their way to the engine.</summary>
public static class IIILoggerProviderBuilderExtensions
{
    /// <summary>Has log records carry their message and their scopes: within a call, the ids of the function and of the call.</summary>
    public static LoggerProviderBuilder AddIiiInstrumentation(this LoggerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices(services => services.Configure<OpenTelemetryLoggerOptions>(options => options.AddIiiInstrumentation()));
    }

    /// <summary>Sends all log records to the engine. Does nothing when <c>OTEL_ENABLED</c> is <c>false</c>, <c>0</c>, <c>no</c> or <c>off</c>.</summary>
    /// <param name="builder">The provider's builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="ArgumentException">The address is not a WebSocket's, or an option makes no sense.</exception>
    public static LoggerProviderBuilder AddIiiExporter(this LoggerProviderBuilder builder, Action<IIIExporterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return LogExport.Options(configure) is { } options ? builder.AddProcessor(_ => LogExport.Processor(options)) : builder;
    }
}
