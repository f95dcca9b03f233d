using Iii.Generators.Diagnostics;

namespace Iii.Generators.Triggers;

/// <summary>Reads [QueueTrigger].</summary>
internal static class QueueTriggerParser
{
    public const string Type = "durable:subscriber";

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var topic = arguments.Text(0);
        if (string.IsNullOrWhiteSpace(topic))
        {
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf(0), "queue", arguments.Function, "it has no topic, and no message would ever come.");
            return null;
        }

        var options = new TriggerConfig();
        foreach (var option in QueueOption.All)
        {
            if (arguments.Named(option.Property) is not int value)
            {
                continue;
            }

            if (option.Problem(value) is { } problem)
            {
                arguments.ReportFixable(TriggerDiagnostics.BadQueueOption, option.Nearest(value), arguments.PlaceOf(option.Property), option.Property, arguments.Function, problem);
            }
            else
            {
                options.Json(option.Key, option.Json(value));
            }
        }

        var condition = arguments.Condition();
        var config = new TriggerConfig().Text("topic", topic).Condition(condition);
        if (!options.IsEmpty)
        {
            config.Json("queue_config", options.ToString());
        }

        // Two subscriptions of one function to one topic would work on the same queue.
        return new TriggerFound(Type, config.ToString(), $"queue '{topic}'", arguments.Place) { Identity = topic, Condition = condition };
    }
}
