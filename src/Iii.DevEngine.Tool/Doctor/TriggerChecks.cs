using System.Text.Json;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Doctor;

/// <summary>Finds triggers that mean something else on iii 0.26 and later, where workers send observers in their place.</summary>
internal static class TriggerChecks
{
    private static readonly string[] s_goneFromTicks = ["job_id", "trigger"];

    /// <summary>Checks one trigger.</summary>
    /// <param name="trigger">The trigger as the engine lists it.</param>
    /// <param name="function">Its function with its schemas; null when it is not registered.</param>
    public static IEnumerable<Finding> Check(JsonElement trigger, JsonElement? function)
    {
        var type = trigger.Text("trigger_type");
        if (type == "trace")
        {
            yield return Make(
                trigger, FindingSeverity.Error, "trace_trigger",
                "iii 0.26 and later have no trace trigger: they offer single spans, not the ids of traces. A worker with such a "
                + "trigger does not start there.",
                "Observe the function 'observability::on-span' instead.");
        }

        if (type == "stream:join" && function is { } joined && FunctionSchema.Response(joined) is { } response
            && FunctionSchema.Names(response, "unauthorized"))
        {
            yield return Make(
                trigger, FindingSeverity.Error, "join_result",
                "On iii 0.26 and later nothing that a function returns refuses a subscriber. A worker with such a trigger does not "
                + "start there.",
                "Authorize subscribers in the stream server's authentication function, and return nothing from this one.");
        }

        if (type == "cron" && function is { } ticked && FunctionSchema.Request(ticked) is { } request
            && s_goneFromTicks.Where(n => FunctionSchema.Requires(request, n)).ToArray() is { Length: > 0 } gone)
        {
            yield return Make(
                trigger, FindingSeverity.Error, "cron_payload",
                $"Its function requires {string.Join(" and ", gone.Select(static n => $"'{n}'"))}, which a tick of iii 0.26 and "
                + "later does not have; it has 'expression' instead.",
                "Make what is gone optional, and name the job by the function.");
        }

        if (trigger.TryGetProperty("config", out var config) && config.Text("condition_function_id") is { } condition)
        {
            yield return Make(
                trigger, FindingSeverity.Note, "condition",
                $"On iii 0.26 and later the worker itself calls the condition '{condition}' before the "
                + $"handler{(type == "http" ? ", and a refused request is answered with 422" : "")}.",
                $"See that the worker may call '{condition}': there its permissions count, not the engine's.");
        }
    }

    private static Finding Make(JsonElement trigger, FindingSeverity severity, string code, string message, string advice)
    {
        var (function, worker) = (trigger.Text("function_id"), trigger.Text("worker_name"));
        return new Finding(severity, code,
            $"{trigger.Text("trigger_type")} trigger of {function ?? "?"}{(worker is null ? "" : $" (worker {worker})")}", message, advice)
        {
            FunctionId = function,
            Worker = worker,
            Id = trigger.Text("id"),
        };
    }
}
