using Iii.Generators.Triggers.Cron;

namespace Iii.Generators.Tests;

/// <summary>The grammar of the engine's cron parser: what it takes, what it refuses, and what there is to say then.</summary>
public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("* * * * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("0 0 3 * * *")]
    [InlineData("0 30 9,12,15 1,15 May-Aug Mon,Wed,Fri 2018/2")]
    [InlineData("*/5 0-30/10 10/2 ? JAN,february-Sep Mon-Thurs/2 1970-2100")]
    [InlineData("59 59 23 31 12 7 2100")]
    [InlineData("0 0 0 1 1 1 1970")]
    [InlineData("0 0 0 ? * SUN-SAT")]
    [InlineData("0 0 0 ?/2 * ?/7")]
    [InlineData("05 007 0 1 1 *")]
    [InlineData("  0\t0 0 * * *\n")]
    [InlineData("0 0 0 1 - 15 , 20 / 3 * *")]
    [InlineData("******")]
    [InlineData("0 0 0 *,1 * *")]
    [InlineData("@yearly")]
    [InlineData("@monthly")]
    [InlineData("@weekly")]
    [InlineData("@daily")]
    [InlineData(" @hourly ")]
    public void What_the_engine_takes(string text)
    {
        Assert.NotNull(CronExpression.Parse(text, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("", "it has 0 of six or seven fields")]
    [InlineData("* * * *", "it has 4 of six or seven fields")]
    [InlineData("* * * * * * * *", "'*' is too much")]
    [InlineData("* * * * * * x", "the year can not have a name such as 'x'")]
    [InlineData("60 * * * * *", "the second 60 is out of range (0 to 59)")]
    [InlineData("* 60 * * * *", "the minute 60 is out of range")]
    [InlineData("* * 24 * * *", "the hour 24 is out of range (0 to 23)")]
    [InlineData("* * * 0 * *", "the day of month 0 is out of range (1 to 31)")]
    [InlineData("* * * 32 * *", "the day of month 32 is out of range")]
    [InlineData("* * * * 13 *", "the month 13 is out of range (1 to 12)")]
    [InlineData("* * * * * 0", "the day of week 0 is out of range (1 to 7, from Sunday)")]
    [InlineData("* * * * * * 1969", "the year 1969 is out of range (1970 to 2100)")]
    [InlineData("* 5-2 * * * *", "the range 5-2 of the minute goes backwards")]
    [InlineData("* * * * * FRI-MON", "the range FRI-MON of the day of week goes backwards")]
    [InlineData("*/0 * * * * *", "the step 0 of the second is out of range (1 to 59)")]
    [InlineData("*/60 * * * * *", "the step 60 of the second is out of range")]
    [InlineData("MON * * * * *", "the second can not have a name such as 'MON'")]
    [InlineData("* * * * Mai *", "'Mai' is not the name of a month")]
    [InlineData("* * * * * MON/2", "'/2' can not stand for the year")]
    [InlineData("* * * * * MON-5", "'-5' can not stand for the year")]
    [InlineData("? * * * * *", "'?' can not stand for the second")]
    [InlineData("* * * L * *", "the day of month can not have a name such as 'L'")]
    [InlineData("* * * * * 2#1", "'#1' can not stand for the year")]
    [InlineData("* * * 15W * *", "'W' is not the name of a month")]
    [InlineData("* 1,2, * * * *", "',' can not stand for the hour")]
    [InlineData("* 4294967296 * * * *", "'4294967296' can not stand for the minute")]
    [InlineData("* -1 * * * *", "'-1' can not stand for the minute")]
    [InlineData("* * /2 * * *", "'/2' can not stand for the hour")]
    [InlineData("@midnight", "'@midnight' is none of @yearly, @monthly, @weekly, @daily, @hourly")]
    [InlineData("@Daily", "none of")]
    [InlineData("@daily *", "none of")]
    [InlineData("٣ * * * * *", "'٣' can not stand for the second")]
    public void What_the_engine_refuses(string text, string reason)
    {
        Assert.Null(CronExpression.Parse(text, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 3 * * *", "0 0 3 * * *")]
    [InlineData("*/5 9-17 * * 1-5", "0 */5 9-17 * * MON-FRI")]
    [InlineData("0 0 * * 0", "0 0 0 * * SUN")]
    [InlineData("0 0 * * 7", "0 0 0 * * SUN")]
    [InlineData("0 0 * * 5-7", "0 0 0 * * FRI-SAT,SUN")]
    [InlineData("0 0 * * 6-7,3", "0 0 0 * * SAT,SUN,WED")]
    [InlineData("0 0 * * 0-6/2", "0 0 0 * * SUN-SAT/2")]
    [InlineData("0 0 * * mon,wed", "0 0 0 * * mon,wed")]
    [InlineData("0 0 * * */2", "0 0 0 * * */2")]
    [InlineData("0 0 1 jan ?", "0 0 0 1 jan ?")]
    [InlineData("0 0 13 * 5", null)]
    [InlineData("0 0 * * 8", null)]
    [InlineData("0 0 * * 5/2", null)]
    [InlineData("61 0 * * *", null)]
    public void Five_fields_get_seconds_and_days_that_mean_the_same(string unix, string? expected)
    {
        Assert.Equal(expected, UnixCron.TryConvert(unix));
        Assert.Null(CronExpression.Parse(unix, out var problem));
        Assert.Contains("five fields, and the engine wants the seconds first", problem, StringComparison.Ordinal);
        Assert.Contains(expected is null ? "1 to 7 from Sunday" : $"Write '{expected}'", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 0 29 2 *", true)]
    [InlineData("0 0 0 30 2 *", false)]
    [InlineData("0 0 0 31 4,6,9,11 *", false)]
    [InlineData("0 0 0 31 4,5 *", true)]
    [InlineData("0 0 0 29 2 * 2023", false)]
    [InlineData("0 0 0 29 2 MON 2024", false)]
    [InlineData("0 0 0 29 2 THU 2024", true)]
    [InlineData("@daily", true)]
    public void An_expression_may_fit_no_day(string text, bool comesDue) => Assert.Equal(comesDue, CronExpression.Parse(text, out _)!.ComesDue);
}
