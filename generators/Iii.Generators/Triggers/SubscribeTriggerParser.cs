using Iii.Generators.Diagnostics;

namespace Iii.Generators.Triggers;

/// <summary>Reads [SubscribeTrigger].</summary>
internal static class SubscribeTriggerParser
{
    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var topic = arguments.Text(0);
        if (string.IsNullOrWhiteSpace(topic))
        {
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf(0), "subscribe", arguments.Function, "it has no topic, and no event would ever come.");
            return null;
        }

        return new TriggerFound("subscribe", new TriggerConfig().Text("topic", topic).ToString(), $"subscribe '{topic}'", arguments.Place);
    }
}
