using System.Buffers;
using Iii.Connection.WebSockets;
using Iii.DevEngine.Sessions;
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

    // What an SDK sends and takes in one piece at least, in any version.
    private const int FragmentBytes = 1024 * 1024;

    /// <summary>Gets whether messages of more than 1 MiB go out in frames of 1 MiB; else in one, whatever their size.</summary>
    public bool SendsFragments { get; init; } = true;

    private readonly MessageReader _reader = new(bytes, maxMessageBytes, time, WebSocketRole.Client, MaxFrameBytes);

    /// <summary>Accepts a request that was found to ask for a WebSocket.</summary>
    public static async Task<WorkerSocket> AcceptAsync(HttpContext context, IIIDevEngineOptions options) =>
        new(
            await ServerUpgrade.AcceptAsync(context).ConfigureAwait(false), options.MaxMessageBytes, options.TimeProvider,
            context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort)
        {
            SendsFragments = new GenerationRules(options.Generation).LimitsMessages,
        };

    /// <summary>Whether something is no error of ours, but the end of a connection.</summary>
    public static bool IsEnd(Exception problem) => problem is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;

    /// <summary>Takes the next of the messages that have come already; it is valid until the next one is asked for.</summary>
    /// <exception cref="WebSocketProtocolException">The worker broke a rule, or a limit.</exception>
    public bool TryReceive(out ReceivedMessage message) => _reader.TryRead(out message);

    /// <summary>Waits for the next message; it is valid until the next one is asked for.</summary>
    /// <exception cref="WebSocketProtocolException">The worker broke a rule, or a limit.</exception>
    public ValueTask<ReceivedMessage> ReceiveAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>Writes frames, as many of them at once as a write moves. Belongs to one writer, and so do the frames:
    /// a large one is changed by it.</summary>
    /// <param name="frames">The frames, each a whole message.</param>
    /// <param name="takeControl">Takes a control frame that waits to be sent; null when none does.</param>
    public async ValueTask WriteAsync(IReadOnlyList<byte[]> frames, Func<byte[]?>? takeControl = null)
    {
        if (frames.Count == 1)
        {
            await WriteOneAsync(frames[0], takeControl).ConfigureAwait(false);
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
                    await WriteOneAsync(frame, takeControl).ConfigureAwait(false);
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

    private ValueTask WriteOneAsync(byte[] frame, Func<byte[]?>? takeControl) =>
        frame.Length <= FragmentBytes || ServerFrames.PayloadLength(frame) <= FragmentBytes ? bytes.WriteAsync(frame)
        : SendsFragments ? WriteInFragmentsAsync(frame, takeControl)
        : WriteInPiecesAsync(frame);

    /// <summary>Writes a message in frames of 1 MiB. The head of each is put before its part of the message,
    /// over bytes that have been written by then, so that nothing is copied.</summary>
    private async ValueTask WriteInFragmentsAsync(byte[] message, Func<byte[]?>? takeControl)
    {
        var opcode = Opcode.Text;
        for (var position = ServerFrames.HeadLength(message); position < message.Length; position += FragmentBytes)
        {
            var end = Math.Min(position + FragmentBytes, message.Length);
            await bytes.WriteAsync(message.AsMemory(PutHead(message, position, opcode, end)..end)).ConfigureAwait(false);
            opcode = Opcode.Continuation;
            while (end < message.Length && takeControl?.Invoke() is { } control)
            {
                await bytes.WriteAsync(control).ConfigureAwait(false);
            }
        }
    }

    private static int PutHead(byte[] message, int position, Opcode opcode, int end)
    {
        Span<byte> head = stackalloc byte[FrameHeader.MaxSize];
        head = head[..FrameHeader.Write(head, opcode, isFinal: end == message.Length, end - position)];
        head.CopyTo(message.AsSpan(position - head.Length));
        return position - head.Length;
    }

    /// <summary>Writes one large frame bit by bit, so that the server does not hold a second copy of it.</summary>
    private async ValueTask WriteInPiecesAsync(byte[] frame)
    {
        for (var position = 0; position < frame.Length; position += FragmentBytes)
        {
            await bytes.WriteAsync(frame.AsMemory(position, Math.Min(FragmentBytes, frame.Length - position))).ConfigureAwait(false);
        }
    }
}
