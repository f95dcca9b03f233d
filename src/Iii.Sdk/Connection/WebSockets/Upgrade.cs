using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Iii.Connection.WebSockets;

/// <summary>Turns an HTTP connection into a WebSocket (RFC 6455, 4). TLS, proxies and headers are <see cref="SocketsHttpHandler"/>'s.</summary>
internal static class Upgrade
{
    private const string ServerKeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Asks for the upgrade.</summary>
    /// <returns>The stream under the WebSocket; it ends with the response and its client.</returns>
    /// <exception cref="HttpRequestException">There is no connection, or the server does not speak WebSocket there.</exception>
    public static async Task<(HttpResponseMessage Response, Stream Stream)> RequestAsync(
        HttpMessageInvoker client, Uri url, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", key);

        var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            Check(response, key);
            return (response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>What the server answers to a key.</summary>
    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "RFC 6455 asks for SHA-1 here; it shows that the server speaks WebSocket and protects nothing.")]
    public static string AcceptKey(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + ServerKeySuffix)));

    private static void Check(HttpResponseMessage response, string key)
    {
        if (response.StatusCode is not HttpStatusCode.SwitchingProtocols)
        {
            throw new HttpRequestException(
                $"The server answered with HTTP status {(int)response.StatusCode} where 101, the switch to WebSocket, was expected. Is it an iii engine's worker port?",
                null,
                response.StatusCode);
        }

        Expect(response, "Upgrade", "websocket", StringComparison.OrdinalIgnoreCase);
        Expect(response, "Connection", "Upgrade", StringComparison.OrdinalIgnoreCase);
        Expect(response, "Sec-WebSocket-Accept", AcceptKey(key), StringComparison.Ordinal);
        foreach (var name in new[] { "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol" })
        {
            if (response.Headers.TryGetValues(name, out var values))
            {
                throw new HttpRequestException($"The server's answer has the header {name}: {string.Join(", ", values)}, which nobody asked for.");
            }
        }
    }

    private static void Expect(HttpResponseMessage response, string name, string value, StringComparison comparison)
    {
        if (!response.Headers.TryGetValues(name, out var values) || !values.Contains(value, StringComparer.FromComparison(comparison)))
        {
            throw new HttpRequestException($"The server's answer to the upgrade has no header {name}: {value}. Something between the worker and the engine does not pass WebSockets on.");
        }
    }
}
