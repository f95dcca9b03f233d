using System.Net;
using System.Net.Sockets;
using System.Text;
using Iii.Connection.WebSockets;

namespace Iii.Tests;

/// <summary>Takes connections on a port of this machine as an engine does, answers the upgrade as the test says, and shows every frame as it came.</summary>
internal sealed class LoopbackEngine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackEngine() => _listener.Start();

    public string Url => $"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Further lines of the answer to the upgrade, each with its line end.</summary>
    public string MoreHeaders { get; set; } = "";

    /// <summary>Whether somebody has connected who was not accepted yet.</summary>
    public bool HasCaller => _listener.Pending();

    public void Dispose() => _listener.Dispose();

    public async Task<TcpClient> AcceptTcpAsync() => await _listener.AcceptTcpClientAsync().WaitAsync(TestTimeout.Default);

    public async Task<LoopbackSession> AcceptAsync()
    {
        var client = await AcceptTcpAsync();
        client.NoDelay = true;
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await client.GetStream().ReadExactlyAsync(one).AsTask().WaitAsync(TestTimeout.Default);
            head.Append((char)one[0]);
        }

        var session = new LoopbackSession(client, head.ToString());
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{MoreHeaders}Sec-WebSocket-Accept: {Upgrade.AcceptKey(session.Header("Sec-WebSocket-Key")!)}\r\n\r\n"));
        return session;
    }
}
