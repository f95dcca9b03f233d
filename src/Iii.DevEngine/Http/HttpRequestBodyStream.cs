using System.Buffers;
using System.Text.Json;
using Iii.DevEngine.Channels;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Http;

/// <summary>A request's body on its way into a channel. JSON is read at once as well, for the payload.</summary>
internal sealed class HttpRequestBodyStream(HttpRequest request, EngineChannel channel) : IAsyncDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly CancellationTokenSource _ended = new();
    private Task _sending = Task.CompletedTask;

    /// <summary>Begins.</summary>
    /// <returns>The body of a JSON request; null for others, and for what is no JSON in spite of its type.</returns>
    public async Task<JsonElement> BeginAsync(CancellationToken cancellationToken)
    {
        if (request.ContentType?.Contains("application/json", StringComparison.Ordinal) != true)
        {
            _sending = SendAsync(_ended.Token);
            return default;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        var bytes = buffer.ToArray();
        if (bytes.Length > 0)
        {
            await channel.WriteAsync(new ChannelItem(IsText: false, bytes), cancellationToken).ConfigureAwait(false);
        }

        channel.EndWriting();
        try
        {
            return CanonicalJson.Parse(bytes);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>The request is over: what has not been read is not to be had any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        if (!_sending.IsCompleted)
        {
            // The read ends by itself: one that a token breaks off takes the connection with it, while the client may still be sending.
            request.BodyReader.CancelPendingRead();
        }

        await _sending.ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var isCut = true;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                var chunk = read.Buffer.Slice(0, Math.Min(ChunkBytes, read.Buffer.Length));
                var isLast = read.IsCanceled || (read.IsCompleted && chunk.Length == read.Buffer.Length);
                var item = new ChannelItem(IsText: false, chunk.ToArray());
                request.BodyReader.AdvanceTo(chunk.End);
                if ((item.Bytes.Length > 0 && !await channel.WriteAsync(item, cancellationToken).ConfigureAwait(false)) || isLast)
                {
                    isCut = read.IsCanceled;
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException or InvalidOperationException)
        {
            // The client has gone in the middle of it, or the request is over: the reader sees that this is not all.
        }
        finally
        {
            channel.EndWriting(isCut);
        }
    }
}
