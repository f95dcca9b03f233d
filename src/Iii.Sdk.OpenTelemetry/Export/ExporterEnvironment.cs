using System.Globalization;
using Iii.Connection;

namespace Iii.Export;

/// <summary>What the environment says; the names are those of the platform's other SDKs.</summary>
internal static class ExporterEnvironment
{
    /// <summary>False when <c>OTEL_ENABLED</c> is switched off.</summary>
    public static bool IsOn => IsOnIn("OTEL_ENABLED");

    /// <summary>False when that or <c>OTEL_METRICS_ENABLED</c> is switched off.</summary>
    public static bool AreMetricsOn => IsOn && IsOnIn("OTEL_METRICS_ENABLED");

    public static TimeSpan Milliseconds(string variable, int otherwise) =>
        TimeSpan.FromMilliseconds(Number(variable) is > 0 and var set ? set : otherwise);

    /// <summary>How many log records are sent at once, at most: <c>OTEL_LOGS_BATCH_SIZE</c>.</summary>
    public static int LogsBatchSize(int otherwise) => Number("OTEL_LOGS_BATCH_SIZE") is > 0 and var set ? Math.Min(set, otherwise) : otherwise;

    /// <summary>The address of the engine's socket for telemetry.</summary>
    /// <exception cref="ArgumentException">It is no WebSocket's.</exception>
    public static Uri Address(string? url) => Address(EngineAddress.Parse(url, "options.Url"));

    /// <summary>The address of the socket for telemetry at an engine. Its query stays.</summary>
    public static Uri Address(Uri engine)
    {
        var path = engine.AbsolutePath.TrimEnd('/');
        return new UriBuilder(engine) { Path = path.EndsWith("/otel", StringComparison.Ordinal) ? path : path + "/otel" }.Uri;
    }

    private static bool IsOnIn(string variable) => Environment.GetEnvironmentVariable(variable)?.ToLowerInvariant() is not ("false" or "0" or "no" or "off");

    private static int Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
