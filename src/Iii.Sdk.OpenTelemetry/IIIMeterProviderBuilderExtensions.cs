using Iii;
using Iii.Export;

namespace OpenTelemetry.Metrics;

/// <summary>Metrics of workers, and their way to the engine.</summary>
public static class IIIMeterProviderBuilderExtensions
{
    /// <summary>Listens to the metrics of workers.</summary>
    public static MeterProviderBuilder AddIiiInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(IIITelemetry.MeterName);
    }

    /// <summary>
    /// Sends all metrics to the engine, but histograms without buckets, which it does not know. Does nothing when <c>OTEL_ENABLED</c> or <c>OTEL_METRICS_ENABLED</c> is
    /// <c>false</c>, <c>0</c>, <c>no</c> or <c>off</c>.
    /// </summary>
    /// <param name="builder">The provider's builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="ArgumentException">The address is not a WebSocket's, or an option makes no sense.</exception>
    public static MeterProviderBuilder AddIiiExporter(this MeterProviderBuilder builder, Action<IIIExporterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!ExporterEnvironment.AreMetricsOn)
        {
            return builder;
        }

        var options = IIIExporterOptions.Create(configure);
        return builder.AddReader(_ => new PeriodicExportingMetricReader(new EngineMetricExporter(options), (int)options.MetricsInterval.TotalMilliseconds));
    }
}
