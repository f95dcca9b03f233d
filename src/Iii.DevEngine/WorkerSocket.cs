using System.Buffers;
using Iii.Connection.WebSockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Iii.DevEngine;

/// <summary>The engine's end of a worker's WebSocket. Many messages come with one read, and many frames go with one write.</summary>
/// <param name="bytes">What comes after the upgrade.</param>
/// <param name="maxMessageBytes">The longest message that is taken.</param>
/// <param name="time">The engine's clock.</param>
/// <param name="abort">Ends the connection at once.</param>
internal sealed class WorkerSocket(Stream bytes, int maxMessageBytes, TimeProvider time, Action abort)
{
    // The real engine's; whoever sends a longer one is cut off there, too.
    private const int MaxFrameBytes = 16 * 1024 * 1024;
    private const int WriteBytes = 64 * 1024;

    private readonly MessageReader _reader = new(bytes, maxMessageBytes, time, WebSocketRole.Client, MaxFrameBytes);

    /// <summary>Accepts a request that was found to ask for a WebSocket.</summary>
    public static async Task<WorkerSocket> AcceptAsync(HttpContext context, IIIDevEngineOptions options) =>
        new(await ServerUpgrade.AcceptAsync(context).ConfigureAwait(false), options.MaxMessageBytes, options.TimeProvider, context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort);

    /// <summary>Whether something is no error of ours, but the end of a connection.</summary>
    public static bool IsEnd(Exception problem) => problem is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;

    /// <summary>Takes the next of the messages that have come already; it is valid until the next one is asked for.</summary>
    /// <exception cref="WebSocketProtocolException">The worker broke a rule, or a limit.</exception>
    public bool TryReceive(out ReceivedMessage message) => _reader.TryRead(out message);

    /// <summary>Waits for the next message; it is valid until the next one is asked for.</summary>
    /// <exception cref="WebSocketProtocolException">The worker broke a rule, or a limit.</exception>
    public ValueTask<ReceivedMessage> ReceiveAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>Writes frames, as many of them at once as a write moves. Belongs to one writer.</summary>
    public async ValueTask WriteAsync(IReadOnlyList<byte[]> frames)
    {
        if (frames.Count == 1)
        {
            await bytes.WriteAsync(frames[0]).ConfigureAwait(false);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(WriteBytes);
        try
        {
            var gathered = 0;
            foreach (var frame in frames)
            {
                if (gathered > 0 && gathered + frame.Length > buffer.Length)
                {
                    await bytes.WriteAsync(buffer.AsMemory(0, gathered)).ConfigureAwait(false);
                    gathered = 0;
                }

                if (frame.Length > buffer.Length)
                {
                    await bytes.WriteAsync(frame).ConfigureAwait(false);
                }
                else
                {
                    frame.CopyTo(buffer, gathered);
                    gathered += frame.Length;
                }
            }

            await bytes.WriteAsync(buffer.AsMemory(0, gathered)).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Ends the connection at once.</summary>
    public void Abort() => abort();
}
