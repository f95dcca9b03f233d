namespace Iii;

/// <summary>
/// The names under which a worker's spans and metrics are found. Nothing is made, measured or captured before somebody listens;
/// <c>docs/telemetry.md</c> lists every span, attribute, event and metric.
/// </summary>
public static class IIITelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "Iii.Sdk";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Iii.Sdk";
}
