using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Sessions;

/// <summary>Writes the response header by which the worker listener says what its end of the connection does.</summary>
internal static class ListenerCapabilities
{
    /// <summary>The header's name.</summary>
    public const string Header = "x-iii-capabilities";

    /// <summary>The token that says that the engine's socket does not delay small writes: only then may the worker do the same.</summary>
    public const string TcpNoDelay = "tcp-nodelay";

    /// <summary>Adds the header to a response, if what it says is true of this connection.</summary>
    /// <param name="context">The request.</param>
    public static void Advertise(HttpContext context)
    {
        // A connection without a socket, as in a test's memory, delays nothing.
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { NoDelay: false })
        {
            context.Response.Headers[Header] = TcpNoDelay;
        }
    }
}
