using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Iii.Hosting;

/// <summary>Reports whether the worker can be called, and whether its observers are in order.</summary>
internal sealed class WorkerHealthCheck(IIIWorker worker) : IHealthCheck
{
    private const int MostNamed = 5;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (status, text) = worker.State switch
        {
            IIIConnectionState.Connected => (HealthStatus.Healthy, "Connected."),
            IIIConnectionState.Connecting => (HealthStatus.Degraded, "Connecting."),
            IIIConnectionState.Reconnecting => (HealthStatus.Degraded, "The connection was lost, or could not be made; the worker tries again."),
            IIIConnectionState.Failed => (context.Registration.FailureStatus, "The worker has given up."),
            _ => (context.Registration.FailureStatus, "Not started, or stopped."),
        };
        var data = new Dictionary<string, object> { ["worker"] = worker.Name, ["state"] = worker.State.ToString() };
        if (FailedObservers() is { Count: > 0 } failed)
        {
            // The worker itself can be called: what is missing are the activations of these observers.
            status = status is HealthStatus.Healthy ? HealthStatus.Degraded : status;
            var named = failed.Take(MostNamed).Select(o => $"{o.Key} ({o.Value})");
            text = $"{text} Observers in error: {string.Join(", ", named)}{(failed.Count > MostNamed ? ", …" : "")}.";
            data["observersInError"] = failed;
        }

        return Task.FromResult(new HealthCheckResult(status, text, data: data));
    }

    /// <summary>Lists the observers in error: their ids, and the codes of their reasons.</summary>
    private Dictionary<string, string> FailedObservers() => worker.Observers
        .Select(o => (o.Id, o.State, Code: o.Reason?.Code ?? ObserverErrorCodes.ObserverError))
        .Where(o => o.State is ObserverState.Error)
        .ToDictionary(o => o.Id, o => o.Code);
}
