namespace Iii.Connection.WebSockets;

/// <summary>Reads the header <c>x-iii-capabilities</c>, in which the engine says what its end of a connection does.</summary>
internal static class EngineCapabilities
{
    private const string Header = "x-iii-capabilities";
    private const string TcpNoDelay = "tcp-nodelay";

    /// <summary>Tells whether Nagle's algorithm is off at the engine's end.</summary>
    public static bool HasTcpNoDelay(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues(Header, out var lines))
        {
            return false;
        }

        foreach (var line in lines)
        {
            foreach (var token in line.AsSpan().Split(','))
            {
                if (line.AsSpan(token).Trim().Equals(TcpNoDelay, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
