using Iii;
using Iii.Export;

namespace OpenTelemetry.Trace;

/// <summary>Spans of workers, and their way to the engine.</summary>
public static class IIITracerProviderBuilderExtensions
{
    private const int MostSpansQueued = 2048;
    private const int MostSpansAtOnce = 512;
    private const int ExportTimeoutMilliseconds = 30_000;

    /// <summary>Listens to the spans of workers, and gives every span within a call the call's baggage as attributes.</summary>
    public static TracerProviderBuilder AddIiiInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(IIITelemetry.ActivitySourceName).AddProcessor(new BaggageToAttributes());
    }

    /// <summary>Sends all spans to the engine. Does nothing when <c>OTEL_ENABLED</c> is <c>false</c>, <c>0</c>, <c>no</c> or <c>off</c>.</summary>
    /// <param name="builder">The provider's builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="ArgumentException">The address is not a WebSocket's, or an option makes no sense.</exception>
    public static TracerProviderBuilder AddIiiExporter(this TracerProviderBuilder builder, Action<IIIExporterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!ExporterEnvironment.IsOn)
        {
            return builder;
        }

        var options = new IIIExporterOptions();
        configure?.Invoke(options);
        options.Validate();
        return builder.AddProcessor(_ => new BatchActivityExportProcessor(
            new EngineSpanExporter(options), MostSpansQueued, (int)options.SpansInterval.TotalMilliseconds, ExportTimeoutMilliseconds, MostSpansAtOnce));
    }
}
