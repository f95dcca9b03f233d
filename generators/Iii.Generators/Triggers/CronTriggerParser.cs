using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Triggers.Cron;

namespace Iii.Generators.Triggers;

/// <summary>Reads [CronTrigger].</summary>
internal static class CronTriggerParser
{
    private static readonly string[] s_payload = ["trigger", "job_id", "scheduled_time", "actual_time"];

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var text = arguments.Text(0);
        if (CronExpression.Parse(text, out var problem) is not { } expression)
        {
            arguments.ReportFixable(TriggerDiagnostics.BadCron, UnixCron.TryConvert(text) is { } converted ? NamingConventions.Literal(converted) : null, arguments.PlaceOf(0), text, arguments.Function, problem!);
            return null;
        }

        if (!expression.ComesDue)
        {
            arguments.Report(TriggerDiagnostics.NeverDue, arguments.PlaceOf(0), text, arguments.Function);
        }

        var condition = arguments.Condition();
        return new TriggerFound("cron", new TriggerConfig().Text("expression", text).Condition(condition).ToString(), $"cron '{text}'", arguments.Place)
        {
            Payload = s_payload,
            Condition = condition,
        };
    }
}
