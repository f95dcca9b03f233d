using System.Net;
using YamlDotNet.RepresentationModel;

namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary><c>iii-worker-manager</c>: a port for workers, perhaps with rules.</summary>
internal static class WorkerManagerConfig
{
    public static void Read(ConfigSection section, EngineSettings settings)
    {
        section.Ignore("handshake_timeout_ms", "it is 10 s here.");
        settings.WorkerPorts.Add(new IIIWorkerListenerOptions
        {
            Address = ConfigAddress.Host(section),
            Port = ConfigAddress.Port(section) ?? settings.Options.WorkerPort,
            MiddlewareFunctionId = section.Text("middleware_function_id"),
            Rbac = section.Section("rbac") is { } rbac ? RbacConfig.Read(rbac) : null,
        });
    }

    /// <summary>Makes the first port without rules the engine's own, and the others further ones.</summary>
    public static void Apply(EngineSettings settings, ConfigSource source, YamlNode root)
    {
        if (settings.WorkerPorts.Count == 0)
        {
            return;
        }

        var open = settings.WorkerPorts.Find(p => p is { Rbac: null, MiddlewareFunctionId: null });
        if (open is null)
        {
            source.Warn(root, "All ports for workers have rules. This engine also has one without: a free port of loopback, which it prints when it starts.");
        }

        settings.Options = settings.Options with
        {
            Address = open is null ? IPAddress.Loopback : open.Address ?? settings.Options.Address,
            WorkerPort = open?.Port ?? 0,
            WorkerListeners = [.. settings.WorkerPorts.Where(p => !ReferenceEquals(p, open)).Select(p => p with { Address = p.Address ?? IPAddress.Loopback })],
            HttpAddress = settings.Options.HttpAddress ?? IPAddress.Loopback,
            StreamAddress = settings.Options.StreamAddress ?? IPAddress.Loopback,
        };
    }
}
