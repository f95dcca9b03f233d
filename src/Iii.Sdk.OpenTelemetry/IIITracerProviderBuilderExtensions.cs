using Iii;
using Iii.Export;

namespace OpenTelemetry.Trace;

/// <summary>Spans of workers, and their way to the engine.</summary>
public static class IIITracerProviderBuilderExtensions
{
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

        var options = IIIExporterOptions.Create(configure);
        return builder.AddProcessor(_ => new BatchActivityExportProcessor(new EngineSpanExporter(options), scheduledDelayMilliseconds: (int)options.SpansInterval.TotalMilliseconds));
    }
}
