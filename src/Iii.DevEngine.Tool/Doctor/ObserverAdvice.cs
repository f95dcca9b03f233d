using System.Text.Json;
using Iii.DevEngine.Tool.Client;

namespace Iii.DevEngine.Tool.Doctor;

/// <summary>Finds observers that are in error, and says what to do about them.</summary>
internal static class ObserverAdvice
{
    /// <summary>Checks one observer.</summary>
    /// <returns>Null when it is not in error.</returns>
    public static Finding? Check(JsonElement observer)
    {
        if (ObserverRow.State(observer) is not "error")
        {
            return null;
        }

        var (source, target, worker) = (ObserverRow.Source(observer), ObserverRow.Target(observer), observer.Text("worker_name"));
        var subject = observer.Text("trigger_type") is { } type ? $"{type} trigger of {target}" : $"observer {source} → {target}";
        return new Finding(
            FindingSeverity.Error, "observer_error", worker is null ? subject : $"{subject} (worker {worker})",
            ObserverRow.Reason(observer) ?? "The engine gave no reason.", AdviceFor(ObserverRow.ReasonCode(observer), source))
        {
            FunctionId = target,
            Worker = worker,
            Id = ObserverRow.Id(observer),
        };
    }

    private static string AdviceFor(string? code, string source) => code switch
    {
        ObserverErrorCodes.InvalidFilter => "Correct the filter: the message names the place.",
        ObserverErrorCodes.InvalidFilterPath => $"Correct the path of the filter: the schemas of '{source}' exclude it.",
        ObserverErrorCodes.InvalidArgs =>
            $"Correct the arguments: 'iii-dev call engine::functions::info' shows the args_format of '{source}'.",
        ObserverErrorCodes.NotObservable => $"Observe another function: '{source}' does not allow observers.",
        ObserverErrorCodes.Forbidden =>
            $"Allow the worker to use '{source}' and the target, in the rules of the port that it connects to; "
            + "a private function cannot be a target.",
        ObserverErrorCodes.SelfTarget => "Choose another target: a function cannot observe itself.",
        ObserverErrorCodes.LimitExceeded => "Observe less with one filter more, or end observers that are not needed.",
        ObserverErrorCodes.OwnerTimeout => $"See what the worker of '{source}' does: it has not accepted the observer within 30 s.",
        "HTTP_ROUTE_CONFLICT" => "Give one of the two another path or method.",
        "INVALID_CRON_EXPRESSION" => "Correct the cron expression.",
        _ => $"See the log of the worker that has '{source}': it has rejected the observer.",
    };
}
