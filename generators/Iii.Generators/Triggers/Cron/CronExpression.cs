namespace Iii.Generators.Triggers.Cron;

/// <summary>A cron expression in the grammar of the engine's parser, the Rust crate <c>cron</c> 0.15.</summary>
internal sealed class CronExpression
{
    private static readonly string[] s_shorthands = ["@yearly", "@monthly", "@weekly", "@daily", "@hourly"];
    private static readonly char[] s_space = [' ', '\t', '\r', '\n'];

    private readonly HashSet<int>[] _fields;

    private CronExpression(HashSet<int>[] fields) => _fields = fields;

    /// <summary>There is a day that fits it.</summary>
    public bool ComesDue => _fields.Length == 0 || Days().Any();

    /// <summary>Reads an expression; null with the reason when the engine would refuse it.</summary>
    public static CronExpression? Parse(string text, out string? problem)
    {
        problem = null;
        if (s_shorthands.Contains(text.Trim(s_space), StringComparer.Ordinal))
        {
            return new CronExpression([]);
        }

        if (ParseFields(text, out problem) is { } fields)
        {
            return new CronExpression(fields);
        }

        if (Words(text).Length == 5)
        {
            problem = "it has five fields, and the engine wants the seconds first. " + (UnixCron.TryConvert(text) is { } converted
                ? $"Write '{converted}'."
                : "Add them, and mind that days of the week are 1 to 7 from Sunday, and that a day of the month and a day of the week must both fit.");
        }

        return null;
    }

    /// <summary>The text's parts between white space.</summary>
    public static string[] Words(string text) => text.Split(s_space, StringSplitOptions.RemoveEmptyEntries);

    private static HashSet<int>[]? ParseFields(string text, out string? problem)
    {
        var scanner = new CronScanner(text);
        var fields = new List<HashSet<int>>();
        foreach (var field in CronField.All)
        {
            if (scanner.IsAtEnd)
            {
                break;
            }

            if (scanner.TryField(field.TakesQuestionMark) is not { } parts)
            {
                problem = text.TrimStart(s_space).StartsWith("@", StringComparison.Ordinal)
                    ? $"'{text.Trim(s_space)}' is none of {string.Join(", ", s_shorthands)}."
                    : $"'{scanner.Rest}' can not stand for the {field.Name}.";
                return null;
            }

            if (field.Resolve(parts, out problem) is not { } values)
            {
                return null;
            }

            fields.Add(values);
        }

        var isWhole = scanner.IsAtEnd && fields.Count >= CronField.All.Length - 1;
        problem = isWhole ? null
            : !scanner.IsAtEnd ? $"'{scanner.Rest}' is too much; there are seven fields at most."
            : $"it has {fields.Count} of six or seven fields: second, minute, hour, day of month, month, day of week, and perhaps year.";
        return isWhole ? [.. fields] : null;
    }

    private IEnumerable<DateTime> Days()
    {
        var (days, months, daysOfWeek) = (_fields[3], _fields[4], _fields[5]);
        var all = CronField.All[6];
        foreach (var year in _fields.Length > 6 ? _fields[6] : Enumerable.Range(all.Min, all.Max - all.Min + 1))
        {
            for (var date = new DateTime(year, 1, 1); date.Year == year; date = date.AddDays(1))
            {
                if (days.Contains(date.Day) && months.Contains(date.Month) && daysOfWeek.Contains((int)date.DayOfWeek + 1))
                {
                    yield return date;
                }
            }
        }
    }
}
