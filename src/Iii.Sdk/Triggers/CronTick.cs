using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="CronTriggerAttribute"/> gets.</summary>
/// <param name="JobId">The id of the trigger's registration; another one after each start of the worker.</param>
/// <param name="ScheduledTime">The time that the expression said, in UTC.</param>
/// <param name="ActualTime">When the engine made the call, in UTC.</param>
/// <param name="Trigger">The trigger's type: <c>cron</c>.</param>
public sealed record CronTick(
    [property: JsonPropertyName("job_id")] string JobId,
    [property: JsonPropertyName("scheduled_time")] DateTimeOffset ScheduledTime,
    [property: JsonPropertyName("actual_time")] DateTimeOffset ActualTime,
    [property: JsonPropertyName("trigger")] string Trigger = "cron");
