using System.Net;
using System.Net.Sockets;
using System.Text;
using Iii.Connection.WebSockets;

namespace Iii.Tests;

/// <summary>How a worker asks for a WebSocket, and which answers it takes.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task Neither_a_protocol_nor_compression_is_asked_for()
    {
        var (request, failure) = await ConnectAsync(key => Accepting(key));
        Assert.Null(failure);
        Assert.StartsWith("GET /x?a=b HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Token: t\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Version: 13\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", request, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Sec-WebSocket-Protocol: chat")]
    [InlineData("Sec-WebSocket-Extensions: permessage-deflate")]
    public async Task What_nobody_asked_for_is_refused(string header)
    {
        var (_, failure) = await ConnectAsync(key => Accepting(key, header + "\r\n"));
        Assert.Contains($"The server's answer has the header {header}, which nobody asked for.", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_key_speaks_no_WebSocket()
    {
        var (_, failure) = await ConnectAsync(_ => Accepting("another"));
        Assert.Contains("has no header Sec-WebSocket-Accept:", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_kind_is_told_apart()
    {
        var (_, failure) = await ConnectAsync(_ => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Assert.Contains("HTTP status 200 where 101", failure!.Message, StringComparison.Ordinal);
    }

    private static string Accepting(string key, string more = "") =>
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Upgrade.AcceptKey(key)}\r\n{more}\r\n";

    /// <summary>What a worker asks, and what it makes of the answer to its key.</summary>
    private static async Task<(string Request, Exception? Failure)> ConnectAsync(Func<string, string> answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = new IIIWorkerOptions();
        options.Headers["X-Token"] = "t";
        var connecting = new WebSocketTransport(options).ConnectAsync(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x?a=b"), CancellationToken.None);
        using var server = await listener.AcceptTcpClientAsync();
        var request = new StringBuilder();
        var one = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await server.GetStream().ReadExactlyAsync(one).AsTask().WaitAsync(TestTimeout.Default);
            request.Append((char)one[0]);
        }

        var text = request.ToString();
        var key = text.Split("\r\n").Single(l => l.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))["Sec-WebSocket-Key: ".Length..];
        await server.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer(key)));
        var failure = await Record.ExceptionAsync(async () => await (await connecting.WaitAsync(TestTimeout.Default)).DisposeAsync());
        return (text, failure);
    }
}
