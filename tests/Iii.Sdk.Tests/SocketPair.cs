using System.Net;
using System.Net.Sockets;

namespace Iii.Tests;

/// <summary>Two ends of one connection on this machine.</summary>
internal static class SocketPair
{
    public static async Task<(NetworkStream Worker, NetworkStream Engine)> ConnectAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var worker = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await worker.ConnectAsync(listener.LocalEndpoint);
        var engine = await listener.AcceptSocketAsync();
        engine.NoDelay = true;
        return (new NetworkStream(worker, ownsSocket: true), new NetworkStream(engine, ownsSocket: true));
    }
}
