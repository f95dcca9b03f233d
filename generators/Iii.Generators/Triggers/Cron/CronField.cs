using System.Globalization;

namespace Iii.Generators.Triggers.Cron;

/// <summary>One field of a cron expression: what may stand there, and what it means.</summary>
/// <param name="Name">As it is called in messages.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The greatest value, and the greatest step.</param>
/// <param name="TakesQuestionMark">A question mark may stand for all values.</param>
/// <param name="Names">The names of values, in lower case; null for none.</param>
internal sealed record CronField(string Name, int Min, int Max, bool TakesQuestionMark = false, IReadOnlyDictionary<string, int>? Names = null)
{
    private static readonly Dictionary<string, int> s_months = Numbered(
        "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep september", "oct october", "nov november", "dec december");

    private static readonly Dictionary<string, int> s_days = Numbered(
        "sun sunday", "mon monday", "tue tues tuesday", "wed wednesday", "thu thurs thursday", "fri friday", "sat saturday");

    /// <summary>The fields in their order; the last may be left out.</summary>
    public static readonly CronField[] All =
    [
        new("second", 0, 59),
        new("minute", 0, 59),
        new("hour", 0, 23),
        new("day of month", 1, 31, TakesQuestionMark: true),
        new("month", 1, 12, Names: s_months),
        new("day of week", 1, 7, TakesQuestionMark: true, Names: s_days),
        new("year", 1970, 2100),
    ];

    /// <summary>The values that the parts stand for; null with the reason when one of them stands for none.</summary>
    public HashSet<int>? Resolve(IReadOnlyList<CronPart> parts, out string? problem)
    {
        var values = new HashSet<int>();
        foreach (var part in parts)
        {
            if (Bounds(part, out problem) is not { } bounds)
            {
                return null;
            }

            if (part.Step is { } step && (step < 1 || step > Max))
            {
                problem = $"the step {step} of the {Name} is out of range (1 to {Max}).";
                return null;
            }

            for (var value = bounds.First; value <= bounds.Last; value += (int)(part.Step ?? 1))
            {
                values.Add(value);
            }
        }

        problem = null;
        return values;
    }

    private (int First, int Last)? Bounds(CronPart part, out string? problem)
    {
        problem = null;
        if (part.First is null)
        {
            return (Min, Max);
        }

        if (Value(part.First, out problem) is not { } first)
        {
            return null;
        }

        if (part.Last is null)
        {
            // A step after a single value goes on to the end.
            return (first, part.Step is null ? first : Max);
        }

        if (Value(part.Last, out problem) is not { } last)
        {
            return null;
        }

        problem = first > last ? $"the range {part.First}-{part.Last} of the {Name} goes backwards." : null;
        return first > last ? null : (first, last);
    }

    private int? Value(string text, out string? problem)
    {
        problem = null;
        if (char.IsLetter(text[0]))
        {
            if (Names is not null && Names.TryGetValue(text.ToLowerInvariant(), out var named))
            {
                return named;
            }

            problem = Names is null ? $"the {Name} can not have a name such as '{text}'." : $"'{text}' is not the name of a {Name}.";
            return null;
        }

        var value = uint.Parse(text, CultureInfo.InvariantCulture);
        if (value >= Min && value <= Max)
        {
            return (int)value;
        }

        problem = $"the {Name} {text} is out of range ({Min} to {Max}{(Name == "day of week" ? ", from Sunday" : "")}).";
        return null;
    }

    private static Dictionary<string, int> Numbered(params string[] names) =>
        names.SelectMany((all, i) => all.Split(' ').Select(name => (name, number: i + 1))).ToDictionary(n => n.name, n => n.number, StringComparer.Ordinal);
}
