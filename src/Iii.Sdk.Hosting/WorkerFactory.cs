using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Iii.Hosting;

/// <summary>Makes the host's worker.</summary>
internal static class WorkerFactory
{
    /// <summary>
    /// Options come from the container, then from the configuration, then from code, and later ones override earlier ones. Only the name that a supervisor gives the worker
    /// overrides that of code, for the supervisor recognizes the worker by it.
    /// </summary>
    /// <exception cref="ArgumentException">The configuration or an option makes no sense.</exception>
    public static IIIWorker Create(IServiceProvider services)
    {
        var worker = IIIWorker.Create(url: null, options =>
        {
            options.Services = services;
            options.LoggerFactory = services.GetService<ILoggerFactory>();
            options.TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
            options.DefaultName = services.GetService<IHostEnvironment>()?.ApplicationName;
            var configuration = services.GetService<IConfiguration>();
            if (configuration is not null)
            {
                ConfiguredOptions.Apply(configuration, options);
            }

            var own = options.Namespace;
            var supervised = configuration is null ? null : ConfiguredOptions.SupervisedNamespace(configuration);
            options.Namespace = supervised ?? own;

            foreach (var configure in services.GetServices<IConfigureOptions<IIIWorkerOptions>>())
            {
                configure.Configure(options);
            }

            foreach (var configure in services.GetServices<IPostConfigureOptions<IIIWorkerOptions>>())
            {
                configure.PostConfigure(Options.DefaultName, options);
            }

            if (options.Identity is IIIWorkerIdentity.Managed)
            {
                options.Name = (configuration is null ? null : ConfiguredOptions.SupervisedName(configuration)) ?? options.Name;
            }
            else if (ReferenceEquals(options.Namespace, supervised))
            {
                // Code has not set it, and a supervisor has no say.
                options.Namespace = own;
            }
        });
        foreach (var registration in services.GetServices<WorkerRegistration>())
        {
            registration.Register(worker);
        }

        return worker;
    }
}
