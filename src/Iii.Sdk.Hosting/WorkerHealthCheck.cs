using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Iii.Hosting;

/// <summary>Whether the worker can be called.</summary>
internal sealed class WorkerHealthCheck(IIIWorker worker) : IHealthCheck
{
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
        return Task.FromResult(new HealthCheckResult(status, text, data: data));
    }
}
