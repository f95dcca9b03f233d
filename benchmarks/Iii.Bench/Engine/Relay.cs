using System.Net.Sockets;
using Iii.Bench.Wire;

namespace Iii.Bench.Engine;

/// <summary>The least that can lie between two workers: calls of the one go to the other as they are, and its answers back. It knows no ids, no functions, nothing.</summary>
internal static class Relay
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var port = new EnginePort();
        Console.WriteLine(port.Url);
        using var first = await AcceptAsync(port, cancellationToken).ConfigureAwait(false);
        using var second = await AcceptAsync(port, cancellationToken).ConfigureAwait(false);
        WorkerSocket? provider = null;
        var ready = new List<Socket>(2);
        while (!cancellationToken.IsCancellationRequested)
        {
            ready.Clear();
            ready.AddRange([first.Socket, second.Socket]);
            Socket.Select(ready, null, null, 100_000);
            foreach (var socket in ready)
            {
                var (from, to) = socket == first.Socket ? (first, second) : (second, first);
                try
                {
                    from.Receive();
                }
                catch (InvalidDataException)
                {
                    // One of the two has gone, and with it the reason to be.
                    return;
                }

                while (from.TryTake(out var message))
                {
                    if (provider is null && message.IndexOf("registerfunction"u8) >= 0 && message.IndexOf("embedding::similarity"u8) >= 0)
                    {
                        provider = from;
                    }
                    else if (IsCarried(message))
                    {
                        to.Gather(ServerFrame.Of(FrameKind.Text, message));
                    }
                }

                from.Flush();
                to.Flush();
            }
        }
    }

    private static bool IsCarried(ReadOnlySpan<byte> message) =>
        message.IndexOf("embedding::similarity"u8) >= 0 && message.IndexOf("registerfunction"u8) < 0;

    private static async Task<WorkerSocket> AcceptAsync(EnginePort port, CancellationToken cancellationToken)
    {
        var socket = await port.AcceptAsync(cancellationToken).ConfigureAwait(false);
        socket.Gather(ServerFrame.Of(FrameKind.Text, """{"type":"workerregistered","worker_id":"be4c0000-0000-4000-8000-ffffffffffff"}"""u8));
        socket.Flush();
        return socket;
    }
}
