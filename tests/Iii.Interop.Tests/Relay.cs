using System.Net;
using System.Net.Sockets;

namespace Iii.Interop.Tests;

/// <summary>Stands between workers and the engine, and can break their connections while the engine's halves stay open.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<TcpClient> _workers = [];
    private readonly List<TcpClient> _engines = [];
    private readonly Task _accepting;
    private readonly int _enginePort;

    public Relay(Uri engine)
    {
        _enginePort = engine.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Breaks the workers' connections. To the engine they seem to be there still.</summary>
    public void Break()
    {
        lock (_workers)
        {
            foreach (var worker in _workers)
            {
                worker.Client.Close(0);
            }

            _workers.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        Break();
        _engines.ForEach(static e => e.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var worker = await _listener.AcceptTcpClientAsync(_stopping.Token);
                var engine = new TcpClient();
                await engine.ConnectAsync(IPAddress.Loopback, _enginePort, _stopping.Token);
                _engines.Add(engine);
                lock (_workers)
                {
                    _workers.Add(worker);
                }

                _ = CopyAsync(worker, engine);
                _ = CopyAsync(engine, worker);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stopping.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two is gone; the other is left as it is.
        }
    }
}
