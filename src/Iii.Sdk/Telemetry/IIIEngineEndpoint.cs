using System.ComponentModel;
using Iii.Connection;
using Iii.Telemetry;

namespace Iii;

/// <summary>Describes where a worker of this process is connected to, and with which headers, so that telemetry goes the same way. For exporters; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IIIEngineEndpoint
{
    private readonly IIIWorkerOptions _options;

    internal IIIEngineEndpoint(Uri url, IIIWorkerOptions options)
    {
        Url = url;
        _options = options;
    }

    /// <summary>Gets the engine's address.</summary>
    public Uri Url { get; }

    /// <summary>Gets the headers of the worker's sockets, with the bearer token of <c>III_TOKEN</c>. They may be secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => UpgradeHeaders.Of(_options.Headers);

    /// <summary>Gets the headers of a socket that belongs to no worker: the bearer token of <c>III_TOKEN</c>, or none.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersWithoutWorker => UpgradeHeaders.Of([]);

    /// <summary>Finds the worker of this process: the one that was started first of those whose name is <see cref="IIIWorkerIdentity.Managed"/> and that were not stopped.</summary>
    /// <returns>Null when there is none.</returns>
    public static IIIEngineEndpoint? Find() => RunningWorkers.First;
}
