using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Iii.Bench.Wire;

/// <summary>The opening handshake of RFC 6455, from the server's side.</summary>
internal static class Upgrade
{
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int LongestRequest = 16 * 1024;

    /// <summary>Answers the request that waits on the socket; false when it is not for the worker socket and was refused.</summary>
    public static bool TryAccept(Socket socket)
    {
        var request = ReadRequest(socket);
        var key = request.Split("\r\n")
            .Select(line => line.Split(':', 2))
            .FirstOrDefault(header => header.Length == 2 && header[0].Trim().Equals("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase))?[1].Trim();
        if (key is null || !request.StartsWith("GET / ", StringComparison.Ordinal))
        {
            socket.Send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8);
            return false;
        }

        socket.Send(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept(key)}\r\n\r\n"));
        return true;
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 demands SHA-1; it protects nothing here.")]
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));

    private static string ReadRequest(Socket socket)
    {
        // The client sends nothing after its request before it has the answer, so no frame is read too early here.
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = socket.Receive(buffer.AsSpan(length));
            if (read == 0)
            {
                break;
            }

            length += read;
            if (buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                break;
            }
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
