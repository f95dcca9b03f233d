using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Iii.Hosting;

/// <summary>Makes the host's worker.</summary>
internal static class WorkerFactory
{
    /// <summary>Options come from the container, then from the configuration, then from code: each has a word after the one before.</summary>
    /// <exception cref="ArgumentException">The configuration or an option makes no sense.</exception>
    public static IIIWorker Create(IServiceProvider services)
    {
        var worker = IIIWorker.Create(url: null, options =>
        {
            options.Services = services;
            options.LoggerFactory = services.GetService<ILoggerFactory>();
            options.TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
            if (services.GetService<IConfiguration>() is { } configuration)
            {
                ConfiguredOptions.Apply(configuration, options);
            }

            foreach (var configure in services.GetServices<IConfigureOptions<IIIWorkerOptions>>())
            {
                configure.Configure(options);
            }

            foreach (var configure in services.GetServices<IPostConfigureOptions<IIIWorkerOptions>>())
            {
                configure.PostConfigure(Options.DefaultName, options);
            }
        });
        foreach (var registration in services.GetServices<WorkerRegistration>())
        {
            registration.Register(worker);
        }

        return worker;
    }
}
