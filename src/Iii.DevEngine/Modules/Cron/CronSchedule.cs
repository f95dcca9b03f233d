using Cronos;
using Iii.Generators.Triggers.Cron;

namespace Iii.DevEngine.Modules.Cron;

/// <summary>When a cron expression comes due, in UTC. Its grammar is the one that the generator checks at compile time.</summary>
internal sealed class CronSchedule
{
    private const int DayOfWeek = 5;
    private const int Year = 6;

    private static readonly Dictionary<string, string> s_shorthands = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 0 1 1 *",
        ["@monthly"] = "0 0 0 1 * *",
        ["@weekly"] = "0 0 0 * * 1",
        ["@daily"] = "0 0 0 * * *",
        ["@hourly"] = "0 0 * * * *",
    };

    private readonly Cronos.CronExpression _days;
    private readonly HashSet<int> _years;

    private CronSchedule(Cronos.CronExpression days, HashSet<int> years) => (_days, _years) = (days, years);

    /// <summary>Reads an expression.</summary>
    /// <param name="problem">Why it is none.</param>
    public static CronSchedule? TryParse(string text, out string? problem)
    {
        if (Generators.Triggers.Cron.CronExpression.Parse(text, out problem) is null)
        {
            return null;
        }

        var scanner = new CronScanner(s_shorthands.GetValueOrDefault(text.Trim(), text));
        var fields = new List<HashSet<int>>();
        while (!scanner.IsAtEnd)
        {
            var field = CronField.All[fields.Count];
            fields.Add(field.Resolve(scanner.TryField(field.TakesQuestionMark)!, out _)!);
        }

        var words = fields.Take(Year).Select(static (values, i) => string.Join(',', values.Order().Select(v => i == DayOfWeek ? v - 1 : v)));
        var all = CronField.All[Year];
        return new CronSchedule(
            Cronos.CronExpression.Parse(string.Join(' ', words), CronFormat.IncludeSeconds),
            fields.Count > Year ? fields[Year] : [.. Enumerable.Range(all.Min, all.Max - all.Min + 1)]);
    }

    /// <summary>The next time after another; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        for (var next = _days.GetNextOccurrence(after.UtcDateTime); next is { } due && due.Year <= CronField.All[Year].Max;)
        {
            if (_years.Contains(due.Year))
            {
                return new DateTimeOffset(due, TimeSpan.Zero);
            }

            next = _days.GetNextOccurrence(new DateTime(due.Year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc), inclusive: true);
        }

        return null;
    }
}
