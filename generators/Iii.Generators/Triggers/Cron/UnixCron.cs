using System.Globalization;

namespace Iii.Generators.Triggers.Cron;

/// <summary>The cron expressions of Unix: five fields, and days of the week from 0 for Sunday to 7 for Sunday.</summary>
internal static class UnixCron
{
    private static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>The expression as the engine wants it; null where there is none that means the same.</summary>
    public static string? TryConvert(string text)
    {
        var words = CronExpression.Words(text);
        if (words.Length != 5 || IsRestricted(words[2]) && IsRestricted(words[4]) || DaysOfWeek(words[4]) is not { } days)
        {
            // On Unix one of day of month and day of week is enough; to the engine both must fit.
            return null;
        }

        var converted = $"0 {words[0]} {words[1]} {words[2]} {words[3]} {days}";
        return CronExpression.Parse(converted, out _) is null ? null : converted;
    }

    private static bool IsRestricted(string field) => field is not ("*" or "?");

    private static string? DaysOfWeek(string field)
    {
        var parts = field.Split(',').Select(DayOfWeek).ToArray();
        return parts.Contains(null) ? null : string.Join(",", parts);
    }

    private static string? DayOfWeek(string part)
    {
        // Every second day from Sunday on is the same days, whatever number Sunday has.
        if (part.StartsWith("*", StringComparison.Ordinal) || !part.Any(char.IsDigit))
        {
            return part;
        }

        var (range, step) = part.Split('/') is [var before, var after] ? (before, "/" + after) : (part, "");
        var ends = range.Split('-').Select(Number).ToArray();
        return ends switch
        {
            [{ } day] when step.Length == 0 => s_days[day % 7],
            [{ } first, 7] when step.Length == 0 && first is > 0 and < 6 => $"{s_days[first]}-SAT,SUN",
            [6, 7] when step.Length == 0 => "SAT,SUN",
            [{ } first, { } last] when first < last && last < 7 => $"{s_days[first]}-{s_days[last]}{step}",
            _ => null,
        };
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number is >= 0 and <= 7 ? number : null
        : Array.FindIndex(s_days, d => string.Equals(d, text, StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? index
        : null;
}
