using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Channels;

/// <summary>Connects workers with the ends of channels: <c>/ws/channels/{id}?key=…&amp;dir=read|write</c>. The key is the only protection.</summary>
internal static class ChannelEndpoint
{
    private const int ReadBytes = 64 * 1024;

    private static readonly PathString s_path = new("/ws/channels");

    /// <summary>Whether a request is for a channel, and for which.</summary>
    public static bool IsFor(HttpRequest request, out string channelId)
    {
        channelId = request.Path.StartsWithSegments(s_path, StringComparison.Ordinal, out var rest) && rest.Value is ['/', .. var id] && !id.Contains('/') ? id : "";
        return channelId.Length > 0;
    }

    public static async Task HandleAsync(HttpContext context, ChannelTable channels, string channelId, int maxMessageBytes, CancellationToken stopping)
    {
        var query = context.Request.Query;
        if (!query.TryGetValue("key", out var key) || key is not [{ } accessKey] || !query.TryGetValue("dir", out var dir) || dir is not ["read" or "write"])
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "Failed to deserialize query string: expected key and dir, which is read or write").ConfigureAwait(false);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(
                context,
                HttpMethods.IsGet(context.Request.Method) ? StatusCodes.Status400BadRequest : StatusCodes.Status405MethodNotAllowed,
                "Connection header did not include 'upgrade'").ConfigureAwait(false);
            return;
        }

        if (channels.Find(channelId, accessKey) is not { } channel)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "Channel not found").ConfigureAwait(false);
            return;
        }

        using var socket = await ServerSocket.AcceptAsync(context).ConfigureAwait(false);
        try
        {
            await (dir == "read" ? SendAsync(context, socket, channel, stopping) : ReceiveAsync(context, socket, channel, maxMessageBytes, stopping)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The worker has gone, or the engine ends.
        }
    }

    /// <summary>Serves the reader: item by item, then a Close frame, which says whether the writer was cut off. Nothing is read from it.</summary>
    private static async Task SendAsync(HttpContext context, ServerSocket socket, EngineChannel channel, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        var cancellationToken = gone.Token;
        if (channel.TryTakeReader())
        {
            try
            {
                while (await channel.ReadAsync(cancellationToken).ConfigureAwait(false) is { } item)
                {
                    await socket.Messages.SendAsync(item.Bytes, item.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                channel.EndReading();
            }

            if (channel.IsCut)
            {
                await socket.CloseIncompleteAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        await socket.CloseWithoutCodeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Serves the writer. Only a Close frame without a code or with 1000 ends the stream;
    /// any other end of the connection cuts it off, after everything that was received.</summary>
    private static async Task ReceiveAsync(HttpContext context, ServerSocket socket, EngineChannel channel, int maxMessageBytes, CancellationToken cancellationToken)
    {
        if (!channel.TryTakeWriter())
        {
            await socket.CloseWithoutCodeAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var isCut = true;
        try
        {
            while (await NextAsync(socket.Messages, maxMessageBytes, cancellationToken).ConfigureAwait(false) is { } item)
            {
                if (!await channel.WriteAsync(item, cancellationToken).ConfigureAwait(false))
                {
                    // Nobody reads any more: the writer is dropped, without a Close frame.
                    context.Abort();
                    return;
                }
            }

            isCut = socket.Messages.CloseStatus is not (null or WebSocketCloseStatus.Empty or WebSocketCloseStatus.NormalClosure);
        }
        finally
        {
            channel.EndWriting(isCut);
        }

        await socket.AnswerCloseAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<ChannelItem?> NextAsync(WebSocket socket, int maxMessageBytes, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(ReadBytes);
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.GetMemory(ReadBytes), cancellationToken).ConfigureAwait(false);
            buffer.Advance(received.Count);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            if (buffer.WrittenCount > maxMessageBytes)
            {
                throw new WebSocketException(WebSocketError.Faulted, $"A message has more than {maxMessageBytes:N0} bytes.");
            }

            if (received.EndOfMessage)
            {
                return new ChannelItem(received.MessageType is WebSocketMessageType.Text, buffer.WrittenMemory);
            }
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text);
    }
}
