using Iii.Generators.Diagnostics;

namespace Iii.Generators.Triggers;

/// <summary>Reads [StateTrigger].</summary>
internal static class StateTriggerParser
{
    private static readonly string[] s_payload = ["type", "event_type", "scope", "key", "old_value", "new_value"];

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var scope = arguments.Positional(0) as string;
        var key = arguments.Named("Key") as string;
        if (scope is "" || key is "")
        {
            var (place, name) = scope is "" ? (arguments.PlaceOf(0), "scope") : (arguments.PlaceOf("Key"), "key");
            arguments.Report(TriggerDiagnostics.Malformed, place, "state", arguments.Function, $"its {name} is empty, and no value has that. Leave it out to watch all.");
            return null;
        }

        var condition = arguments.Condition();
        return new TriggerFound("state", new TriggerConfig().Text("scope", scope).Text("key", key).Condition(condition).ToString(), $"state '{scope ?? "*"}/{key ?? "*"}'", arguments.Place)
        {
            Payload = s_payload,
            Condition = condition,
        };
    }
}
