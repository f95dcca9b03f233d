using System.Globalization;

namespace Iii.Telemetry;

/// <summary>What the environment says about payloads in spans; the names are those of the platform's other SDKs.</summary>
internal static class PayloadTracing
{
    private const int DefaultMaxBytes = 16 * 1024;

    public static bool IsOn => !(Environment.GetEnvironmentVariable("III_DISABLE_TRACE_PAYLOADS") is { } off && (off == "1" || off.Equals("true", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Null for no limit.</summary>
    public static int? MaxBytes => Parse(Environment.GetEnvironmentVariable("III_TRACE_PAYLOAD_MAX_BYTES"));

    /// <summary>Reads the limit; what is no number of bytes does not lift it.</summary>
    public static int? Parse(string? text) => text?.Trim() switch
    {
        { } unlimited when unlimited.Equals("unlimited", StringComparison.OrdinalIgnoreCase) => null,
        { } number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 => bytes,
        _ => DefaultMaxBytes,
    };
}
