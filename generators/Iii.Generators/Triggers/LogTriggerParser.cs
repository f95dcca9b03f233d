using Iii.Generators.Diagnostics;

namespace Iii.Generators.Triggers;

/// <summary>Reads [LogTrigger].</summary>
internal static class LogTriggerParser
{
    private static readonly string[] s_levels = ["all", "trace", "debug", "info", "warn", "error"];

    private static readonly string[] s_payload =
    [
        "timestamp_unix_nano", "observed_timestamp_unix_nano", "severity_number", "severity_text", "body", "attributes", "trace_id", "span_id", "resource", "service_name",
        "instrumentation_scope_name", "instrumentation_scope_version",
    ];

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var level = arguments.Positional(0) is int number && number >= 0 && number < s_levels.Length ? s_levels[number] : null;
        if (level is null)
        {
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf(0), "log", arguments.Function, $"there is no level {arguments.Positional(0)}.");
            return null;
        }

        return new TriggerFound("log", new TriggerConfig().Text("level", level).ToString(), $"log '{level}'", arguments.Place) { Payload = s_payload };
    }
}
