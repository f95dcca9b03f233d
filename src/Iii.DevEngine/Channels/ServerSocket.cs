using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Channels;

/// <summary>A WebSocket of the engine that can say good-bye as the real one does: with a Close frame that carries no code, which <see cref="WebSocket"/> has no way to send.</summary>
internal sealed class ServerSocket : IDisposable
{
    private static readonly byte[] s_closeWithoutCode = [0x88, 0x00];

    private readonly Stream _bytes;

    private ServerSocket(Stream bytes)
    {
        _bytes = bytes;
        Messages = WebSocket.CreateFromStream(bytes, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
    }

    public WebSocket Messages { get; }

    /// <summary>Accepts a request that was found to ask for a WebSocket.</summary>
    public static async Task<ServerSocket> AcceptAsync(HttpContext context) => new(await ServerUpgrade.AcceptAsync(context).ConfigureAwait(false));

    /// <summary>Ends the connection. Nothing may be sent at the same time.</summary>
    public async Task CloseWithoutCodeAsync(CancellationToken cancellationToken)
    {
        await _bytes.WriteAsync(s_closeWithoutCode, cancellationToken).ConfigureAwait(false);
        await _bytes.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the connection with a code that says that the stream is incomplete. Nothing may be sent at the same time.</summary>
    public Task CloseIncompleteAsync(CancellationToken cancellationToken) =>
        Messages.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "The writer aborted the stream.", cancellationToken);

    /// <summary>Answers a Close frame with its own code.</summary>
    public Task AnswerCloseAsync(CancellationToken cancellationToken) =>
        Messages.CloseOutputAsync(Messages.CloseStatus ?? WebSocketCloseStatus.NormalClosure, Messages.CloseStatusDescription, cancellationToken);

    public void Dispose()
    {
        Messages.Dispose();
        _bytes.Dispose();
    }
}
