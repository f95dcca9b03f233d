using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="CronTriggerAttribute"/> gets.</summary>
/// <param name="JobId">The id of the trigger's registration; another one after each start of the worker. Null on engines from 0.26 on, which do not send it.</param>
/// <param name="ScheduledTime">The time that the expression said, in UTC.</param>
/// <param name="ActualTime">When the engine made the call, in UTC.</param>
/// <param name="Trigger">The trigger's type: <c>cron</c>.</param>
/// <param name="Expression">The cron expression. Null on engines before 0.26, which do not send it.</param>
public sealed record CronTick(
    [property: JsonPropertyName("job_id")] string? JobId,
    [property: JsonPropertyName("scheduled_time")] DateTimeOffset ScheduledTime,
    [property: JsonPropertyName("actual_time")] DateTimeOffset ActualTime,
    [property: JsonPropertyName("trigger")] string Trigger = "cron",
    [property: JsonPropertyName("expression")] string? Expression = null);
