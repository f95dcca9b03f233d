using System.Net;
using System.Net.Sockets;

namespace Iii.Bench.Wire;

/// <summary>A free loopback port on which the bench plays the engine.</summary>
internal sealed class EnginePort : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // Answers of thousands of calls must fit while the bench is still sending.
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public EnginePort()
    {
        _listener.ReceiveBufferSize = ReceiveBuffer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public Uri Url => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");

    /// <summary>Waits for the worker.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<WorkerSocket> AcceptAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"No worker has connected within {s_patience.TotalSeconds} s.", e);
            }

            socket.NoDelay = true;
            var worker = new WorkerSocket(socket);
            if (Upgrade.TryAccept(socket))
            {
                return worker;
            }

            worker.Dispose();
        }
    }

    public void Dispose() => _listener.Dispose();
}
