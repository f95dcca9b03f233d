namespace Iii;

/// <summary>Calls a function at times that a cron expression says, in UTC.</summary>
/// <remarks>
/// The engine waits for a run to end before it looks for the next time: times that pass meanwhile are left out. Take a <see cref="CronTick"/> to see which time it was.
/// A method may carry several.
/// </remarks>
/// <example>
/// <code>
/// [IIIFunction("reports::nightly"), CronTrigger("0 0 3 * * *")]
/// public static Task NightlyAsync(CronTick tick) => Reports.RunAsync(tick.ScheduledTime);
/// </code>
/// </example>
/// <param name="expression">
/// Six or seven fields: second, minute, hour, day of month, month, day of week (1–7 from Sunday, or names) and perhaps year; or <c>@yearly</c>, <c>@monthly</c>,
/// <c>@weekly</c>, <c>@daily</c>, <c>@hourly</c>. Parsed at compile time (III030).
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class CronTriggerAttribute(string expression) : Attribute
{
    /// <summary>The cron expression.</summary>
    public string Expression { get; } = expression;

    /// <summary>The id of a function that gets the tick first; only when it does not answer <c>false</c> is this function called.</summary>
    public string? ConditionFunctionId { get; set; }
}
