using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Iii.DevEngine;

/// <summary>One port of the engine, and what answers there.</summary>
/// <param name="name">How errors call it.</param>
/// <param name="address">Where it listens.</param>
/// <param name="requestedPort">The port; 0 for a free one.</param>
internal sealed class EngineListener(string name, IPAddress address, int requestedPort, RequestDelegate handle)
{
    private ListenOptions? _bound;

    public string Name => name;

    public int RequestedPort => requestedPort;

    public IPAddress Address => address;

    public RequestDelegate Handle => handle;

    /// <summary>The port, once the engine listens.</summary>
    public int Port => requestedPort != 0 ? requestedPort : _bound!.IPEndPoint!.Port;

    /// <summary>Where this machine reaches it.</summary>
    public Uri Url(string scheme)
    {
        var isAnywhere = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return new UriBuilder(scheme, isAnywhere ? "127.0.0.1" : address.ToString(), Port).Uri;
    }

    /// <summary>The listener through which a request came.</summary>
    public static EngineListener Of(HttpContext context) =>
        (EngineListener)context.Features.Get<IConnectionItemsFeature>()!.Items[typeof(EngineListener)]!;

    /// <summary>Says why none of the listeners could be opened; null when it was nothing about ports.</summary>
    public static string? Explain(IReadOnlyList<EngineListener> listeners, Exception problem)
    {
        if (problem is SocketException)
        {
            return $"The engine can not listen on {string.Join(", ", listeners.Select(l => $"{l.Address}:{l.RequestedPort} ({l.Name})"))}: {problem.Message}. Choose other addresses or ports; port 0 takes a free one.";
        }

        if (problem is not IOException)
        {
            return null;
        }

        var taken = listeners.FirstOrDefault(l => l.RequestedPort != 0 && problem.Message.Contains($":{l.RequestedPort}", StringComparison.Ordinal)) ?? listeners[0];
        return $"Port {taken.RequestedPort} ({taken.Name}) of {taken.Address} is taken, perhaps by another engine. Stop that, or choose another port; 0 takes a free one.";
    }

    public void ListenOn(KestrelServerOptions kestrel)
    {
        if (IPAddress.IsLoopback(address) && requestedPort != 0)
        {
            // `localhost` may be resolved to either loopback.
            kestrel.ListenLocalhost(requestedPort, Mark);
        }
        else
        {
            kestrel.Listen(address, requestedPort, Mark);
        }
    }

    private void Mark(ListenOptions listen)
    {
        _bound = listen;
        listen.Use(next => connection =>
        {
            connection.Items[typeof(EngineListener)] = this;
            return next(connection);
        });
    }
}
