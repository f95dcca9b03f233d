using System.Text.Json;

namespace Iii.Tests;

public sealed record Email(string To);

/// <summary>A function for each kind of trigger, written as a user would.</summary>
public static class TriggerFunctions
{
    [IIIFunction("on::night"), CronTrigger("0 0 3 * * MON-FRI", ConditionFunctionId = "on::working-day"), CronTrigger("@weekly")]
    public static string OnNight(CronTick tick) => $"{tick.Trigger} {tick.JobId} {tick.ScheduledTime:O} {tick.ActualTime:O}";

    [IIIFunction("on::working-day")]
    public static bool IsWorkingDay(CronTick tick) => tick.ScheduledTime.DayOfYear > 1;

    [IIIFunction("on::email")]
    [QueueTrigger("emails")]
    [QueueTrigger(
        "urgent \"emails\"", Mode = QueueMode.Fifo, MaxRetries = 5, Concurrency = 4, VisibilityTimeout = 60, DelaySeconds = 2, BackoffType = QueueBackoff.Fixed, BackoffDelayMs = 500, MaxPriority = 9,
        ConditionFunctionId = "on::is-ours")]
    public static string OnEmail(Email email) => email.To;

    [IIIFunction("on::login"), SubscribeTrigger("users.login")]
    public static string OnLogin(string user) => user;

    [IIIFunction("on::state"), StateTrigger, StateTrigger("users"), StateTrigger("users", Key = "ada", ConditionFunctionId = "on::is-ours")]
    public static string OnState(StateChange<Email> change) => $"{change.Kind} {change.Scope} {change.Key} {change.OldValue?.To} {change.NewValue?.To}";

    [IIIFunction("on::count"), StateTrigger("counts")]
    public static string OnCount(StateChange<int?> change) => $"{change.Kind} {change.OldValue} {change.NewValue}";

    [IIIFunction("on::stream"), StreamTrigger("chat"), StreamTrigger("chat", GroupId = "lobby", ItemId = "m1", ConditionFunctionId = "on::is-ours")]
    public static string OnStream(StreamChange<Email> change) =>
        $"{change.Kind} {change.Time:O} {change.StreamName} {change.GroupId} {change.Id} {change.Data?.To} {change.Message?.Type} {change.Message?.Data}";

    [IIIFunction("on::join"), StreamJoinTrigger]
    public static StreamJoinResult OnJoin(StreamJoinLeaveEvent join) => new(Unauthorized: join.Context?.GetProperty("guest").GetBoolean() ?? true);

    [IIIFunction("on::leave"), StreamLeaveTrigger]
    public static string OnLeave(StreamJoinLeaveEvent leave) => $"{leave.SubscriptionId} {leave.StreamName} {leave.GroupId} {leave.Id}";

    [IIIFunction("on::log"), LogTrigger, LogTrigger(LogTriggerLevel.Error)]
    public static string OnLog(LogRecord log) =>
        $"{log.Time:O} {log.SeverityNumber} {log.SeverityText} {log.Body} {log.Attributes["n"]} {log.Resource["service.name"]} {log.ServiceName} {log.TraceId} {log.SpanId} {log.InstrumentationScopeName}";

    [IIIFunction("on::config"), ConfigurationTrigger, ConfigurationTrigger("limits", Events = ConfigurationEvents.Registered | ConfigurationEvents.Deleted), Condition(nameof(IsOurs))]
    public static string OnConfig(ConfigurationChange<Email> change) => $"{change.Kind} {change.Id} {change.Name} {change.Description} {change.Schema} {change.OldValue?.To} {change.NewValue?.To} {change.Metadata}";

    [IIIFunction("on::is-our-config")]
    public static bool IsOurs(ConfigurationChange<Email> change) => change.Id is "limits";

    [IIIFunction("on::trace"), TraceTrigger, TraceTrigger(ServiceName = "shop", Status = TraceTriggerStatus.Error)]
    public static string OnTrace(TraceActivity activity) => string.Join(' ', activity.TraceIds);

    [IIIFunction("on::functions"), FunctionsAvailableTrigger]
    public static string OnFunctions(FunctionsChange change) => $"{change.Event} {string.Join(' ', change.Functions.Select(f => $"{f.Namespace}/{f.WorkerName}/{f.Id}/{f.Description}/{f.Metadata}"))}";

    [IIIFunction("on::workers"), WorkersAvailableTrigger]
    public static string OnWorkers(WorkersChange change) => $"{change.Kind} {change.WorkerId}";

    [IIIFunction("on::row")]
    [Trigger("row-change", """
        { "table": "orders",
          "columns": [ "id", 1.50 ] }
        """)]
    [Trigger("row-poll")]
    public static int OnRow(JsonElement row) => row.GetArrayLength();
}
