using Iii;
using Iii.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A worker as a part of a host.</summary>
public static class IIIWorkerServiceCollectionExtensions
{
    /// <summary>
    /// Adds the host's worker: it connects when the host starts, takes its options from the section <c>Iii</c> of the configuration and its logger, clock and services
    /// from the container, and lets running calls finish when the host stops. <see cref="IIIWorker"/> and <see cref="IIIClient"/> are services then.
    /// </summary>
    /// <remarks>
    /// A host has one worker; calling this again, from a library for one, adds to it. Starting does not wait for the engine; <see cref="IIIWorker.WaitForConnectedAsync"/> does.
    /// When the engine refuses the worker, or <see cref="IIIReconnectOptions.MaxAttempts"/> is reached, the host stops and its <c>RunAsync</c> throws the reason.
    /// </remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="register">Registers functions and triggers: <c>worker => worker.AddFunctions()</c>.</param>
    /// <param name="configure">Sets options; what is set here has the last word.</param>
    public static IServiceCollection AddIiiWorker(this IServiceCollection services, Action<IIIWorker>? register = null, Action<IIIWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (register is not null)
        {
            services.AddSingleton(new WorkerRegistration(register));
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddOptions();
        services.TryAddSingleton(WorkerFactory.Create);
        services.TryAddSingleton<IIIClient>(static provider => provider.GetRequiredService<IIIWorker>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkerService>());
        return services;
    }
}
