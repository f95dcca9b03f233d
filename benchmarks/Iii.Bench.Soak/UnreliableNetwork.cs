using System.Net;
using System.Net.Sockets;

namespace Iii.Bench.Soak;

/// <summary>What lies between workers and their engine: bytes go through as they are, until all connections break at once.</summary>
internal sealed class UnreliableNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _engine;
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _sockets = [];
    private readonly Task _accepting;

    public UnreliableNetwork(int enginePort)
    {
        _engine = new IPEndPoint(IPAddress.Loopback, enginePort);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Breaks all connections off, in the middle of whatever is on its way.</summary>
    public void Break()
    {
        Socket[] sockets;
        lock (_gate)
        {
            sockets = [.. _sockets];
        }

        foreach (var socket in sockets)
        {
            try
            {
                // Both ends are told by a reset, as when a machine in between has gone.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                // It broke by itself just now.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        Break();
        await _accepting.ConfigureAwait(false);
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var worker = await _listener.AcceptSocketAsync(_closed.Token).ConfigureAwait(false);
                connections.RemoveAll(c => c.IsCompleted);
                connections.Add(CarryAsync(worker));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false);
        }
    }

    private async Task CarryAsync(Socket worker)
    {
        using var engine = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (worker)
        {
            try
            {
                await engine.ConnectAsync(_engine, _closed.Token).ConfigureAwait(false);
                worker.NoDelay = engine.NoDelay = true;
                Keep(worker, engine);
                await Task.WhenAny(CopyAsync(worker, engine), CopyAsync(engine, worker)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // It broke before it was made.
            }
            finally
            {
                lock (_gate)
                {
                    _sockets.Remove(worker);
                    _sockets.Remove(engine);
                }
            }
        }
    }

    private void Keep(Socket worker, Socket engine)
    {
        lock (_gate)
        {
            _sockets.Add(worker);
            _sockets.Add(engine);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer).ConfigureAwait(false)) > 0)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent..read)).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Broken off.
        }
    }
}
