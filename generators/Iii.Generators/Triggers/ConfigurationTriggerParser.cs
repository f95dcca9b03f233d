using Iii.Generators.Diagnostics;

namespace Iii.Generators.Triggers;

/// <summary>Reads [ConfigurationTrigger].</summary>
internal static class ConfigurationTriggerParser
{
    private static readonly string[] s_events = ["configuration:registered", "configuration:updated", "configuration:deleted"];
    private static readonly string[] s_payload = ["type", "event_type", "id", "name", "description", "schema", "old_value", "new_value", "metadata"];

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var id = arguments.Positional(0) as string;
        if (id is not null && (id.Length is 0 or > 64 || !id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-')))
        {
            arguments.Report(
                TriggerDiagnostics.Malformed, arguments.PlaceOf(0), "configuration", arguments.Function,
                $"no entry has the id '{id}': ids are of a-z, 0-9, '_' and '-', 64 at the most. Leave it out to watch all.");
            return null;
        }

        var all = (1 << s_events.Length) - 1;
        var events = arguments.Named("Events") is int given ? given : all;
        if (events <= 0 || events > all)
        {
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf("Events"), "configuration", arguments.Function, "its events are none that there are, and it would never be called.");
            return null;
        }

        var condition = arguments.Condition();
        var config = new TriggerConfig().Text("configuration_id", id);
        if (events != all)
        {
            config.Json("event_types", $"[{string.Join(",", s_events.Where((_, i) => (events & (1 << i)) != 0).Select(e => $"\"{e}\""))}]");
        }

        return new TriggerFound("configuration", config.Condition(condition).ToString(), $"configuration '{id ?? "*"}'", arguments.Place) { Payload = s_payload, Condition = condition };
    }
}
