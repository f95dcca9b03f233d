using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Triggers;

/// <summary>Reads [Trigger].</summary>
internal static class CustomTriggerParser
{
    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var type = arguments.Text(0);
        if (type.Length == 0 || type.Any(char.IsWhiteSpace))
        {
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf(0), type, arguments.Function, "the id of a trigger type can not be empty or contain white space.");
            return null;
        }

        if (JsonText.Parse(arguments.Text(1), out var problem) is not { } config)
        {
            arguments.Report(TriggerDiagnostics.BadJson, arguments.PlaceOf(1), type, arguments.Function, problem!);
            return null;
        }

        if (OwnTriggerAttribute.OfTypes.TryGetValue(type, out var own))
        {
            arguments.ReportFixable(TriggerDiagnostics.HasOwnAttribute, own.Source(config), arguments.Place, type, own.Name);
        }

        if (type == QueueTriggerParser.Type)
        {
            CheckQueueOptions(config, arguments);
        }

        return new TriggerFound(type, config.Compact, $"{type} {config.Compact}", arguments.Place);
    }

    private static void CheckQueueOptions(JsonText config, TriggerArguments arguments)
    {
        foreach (var (name, value) in config.Find("queue_config")?.Members ?? [])
        {
            var option = QueueOption.All.FirstOrDefault(o => o.Key == name);
            var problem = option is null ? $"is not known. Use one of {string.Join(", ", QueueOption.All.Select(o => o.Key))}."
                : option.Words is { } words ? words.Contains(value.Text) || value.Text is "standard" ? null : $"is {value.Compact}; it must be one of {string.Join(", ", words.Select(w => $"\"{w}\""))}."
                : long.TryParse(value.Compact, out var number) ? option.Problem(number)
                : $"is {value.Compact}; it must be an integer.";
            if (problem is not null)
            {
                arguments.Report(TriggerDiagnostics.BadQueueOption, arguments.PlaceOf(1), name, arguments.Function, problem);
            }
        }
    }
}
