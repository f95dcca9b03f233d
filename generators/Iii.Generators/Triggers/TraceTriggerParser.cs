using Iii.Generators.Diagnostics;

namespace Iii.Generators.Triggers;

/// <summary>Reads [TraceTrigger].</summary>
internal static class TraceTriggerParser
{
    private static readonly string?[] s_statuses = [null, "ok", "error", "unset"];
    private static readonly string[] s_payload = ["trace_ids"];

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var service = arguments.Named("ServiceName") as string;
        var status = arguments.Named("Status") is int given ? given : 0;
        if (service is "")
        {
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf("ServiceName"), "trace", arguments.Function, "the name of its service is empty, and no service has that. Leave it out to watch all.");
            return null;
        }

        if (status < 0 || status >= s_statuses.Length)
        {
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf("Status"), "trace", arguments.Function, $"there is no status {status}.");
            return null;
        }

        return new TriggerFound("trace", new TriggerConfig().Text("service_name", service).Text("status", s_statuses[status]).ToString(), $"trace '{service ?? "*"}'", arguments.Place) { Payload = s_payload };
    }
}
