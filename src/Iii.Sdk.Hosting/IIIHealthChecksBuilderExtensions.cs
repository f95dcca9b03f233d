using Iii.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The health of the host's worker.</summary>
public static class IIIHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of the host's worker: healthy while it is connected, degraded while it connects or tries again, and failed when it has given up or was stopped.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What a worker that has failed is reported as. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">By which checks are chosen, <c>ready</c> for one.</param>
    public static IHealthChecksBuilder AddIiiWorker(this IHealthChecksBuilder builder, string name = "iii", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, static services => new WorkerHealthCheck(services.GetRequiredService<Iii.IIIWorker>()), failureStatus, tags));
    }
}
