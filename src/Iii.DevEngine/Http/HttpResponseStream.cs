using System.Text.Json;
using Iii.DevEngine.Channels;

namespace Iii.DevEngine.Http;

/// <summary>A response as a function streams it: messages with its status and headers, then bytes.</summary>
internal sealed class HttpResponseStream(Microsoft.AspNetCore.Http.HttpResponse response, EngineChannel channel)
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal);
    private int _statusCode = 200;
    private ChannelItem? _first;

    /// <summary>Waits for the first bytes, the end of the channel, or the function's own answer.</summary>
    /// <returns>What the function answered; null when the response is streamed.</returns>
    public async Task<Outcome?> HeadAsync(Task<Outcome> call, CancellationToken cancellationToken)
    {
        var hasAnswered = false;
        while (true)
        {
            var reading = channel.ReadAsync(cancellationToken).AsTask();
            if (!hasAnswered && !reading.IsCompleted && await Task.WhenAny(reading, call).ConfigureAwait(false) == call && !reading.IsCompleted)
            {
                hasAnswered = true;
                if (await call.ConfigureAwait(false) is { IsEmpty: false })
                {
                    return await call.ConfigureAwait(false);
                }
            }

            if (await reading.ConfigureAwait(false) is not { } item)
            {
                return null;
            }

            if (!item.IsText)
            {
                _first = item;
                return null;
            }

            Apply(item);
        }
    }

    /// <summary>Sends status and headers as far as they are known, then all bytes. Messages that come later are too late.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        response.StatusCode = _statusCode;
        foreach (var (name, value) in _headers)
        {
            HttpResponseWriter.SetHeader(response, name, value);
        }

        await response.StartAsync(cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        for (var item = _first; item is not null; item = await channel.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item is { IsText: false, Bytes.IsEmpty: false } && HttpResponseWriter.MayHaveBody(response))
            {
                await response.Body.WriteAsync(item.Value.Bytes, cancellationToken).ConfigureAwait(false);
                await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Apply(ChannelItem message)
    {
        JsonElement control;
        try
        {
            control = CanonicalJson.Parse(message.Bytes.Span);
        }
        catch (JsonException)
        {
            return;
        }

        switch (control.Text("type"))
        {
            case "set_status" when control.Json("status_code") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var status) && status is >= 100 and <= 599:
                _statusCode = status;
                break;
            case "set_headers" when control.Json("headers") is { ValueKind: JsonValueKind.Object } headers:
                foreach (var header in headers.EnumerateObject().Where(h => h.Value.ValueKind is JsonValueKind.String))
                {
                    _headers[header.Name] = header.Value.GetString()!;
                }

                break;
        }
    }
}
