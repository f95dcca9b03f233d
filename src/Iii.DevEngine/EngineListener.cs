using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Iii.DevEngine;

/// <summary>One port of the engine, and what answers there.</summary>
/// <param name="name">How errors call it.</param>
/// <param name="requestedPort">The port; 0 for a free one.</param>
internal sealed class EngineListener(string name, int requestedPort, RequestDelegate handle)
{
    private ListenOptions? _bound;

    public string Name => name;

    public int RequestedPort => requestedPort;

    public RequestDelegate Handle => handle;

    /// <summary>The port, once the engine listens.</summary>
    public int Port => requestedPort != 0 ? requestedPort : _bound!.IPEndPoint!.Port;

    /// <summary>The listener through which a request came.</summary>
    public static EngineListener Of(HttpContext context) =>
        (EngineListener)context.Features.Get<IConnectionItemsFeature>()!.Items[typeof(EngineListener)]!;

    /// <summary>The address to listen on, whatever the others do; null for that of the engine.</summary>
    public IPAddress? OwnAddress { get; init; }

    public void ListenOn(KestrelServerOptions kestrel, IPAddress engineAddress)
    {
        var address = OwnAddress ?? engineAddress;
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
