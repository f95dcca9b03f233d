using System.Text;
using System.Text.Json;
using Iii.Generated;
using Iii.Protocol;

namespace Iii;

/// <summary>What one call that is an http request streams: its body, its response. Both end with the function.</summary>
internal sealed class HttpStreams
{
    private HttpRequestBody? _body;
    private HttpStreamedResponse? _response;

    /// <exception cref="IIIException">The call is no http request.</exception>
    public HttpRequestBody Body(ReadOnlySpan<byte> payload, IIIClient client) =>
        _body ??= new HttpRequestBody(client.OpenReader(End(payload, "request_body")), Header(payload, "content-type"), Header(payload, "content-length"));

    /// <exception cref="IIIException">The call is no http request.</exception>
    public HttpStreamedResponse Response(ReadOnlySpan<byte> payload, IIIClient client) => _response ??= new HttpStreamedResponse(client.OpenWriter(End(payload, "response")), this);

    /// <summary>Takes the body, if the function has asked for it, before the engine drops it.</summary>
    public Task KeepBodyAsync(CancellationToken cancellationToken) => _body?.OpenAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>The function has ended.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_response is not null)
        {
            await _response.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_body is not null)
        {
            await _body.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The function has failed.</summary>
    public async Task AbortAsync()
    {
        if (_response is not null)
        {
            await _response.AbortAsync().ConfigureAwait(false);
        }

        if (_body is not null)
        {
            await _body.CloseAsync().ConfigureAwait(false);
        }
    }

    private static IIIChannelRef End(ReadOnlySpan<byte> payload, string name)
    {
        if (payload is [(byte)'{', ..] && HttpEnvelope.Find(payload, Encoding.UTF8.GetBytes(name)) is { Kind: SliceKind.Json } slice)
        {
            try
            {
                var input = new JsonInput(slice.JsonOf(payload));
                input.Read();
                if (ChannelRefJson.Read(ref input) is { } end)
                {
                    return end;
                }
            }
            catch (JsonException)
            {
                // Something else has the name.
            }
        }

        throw new IIIException(IIIErrorCodes.DeserializationError, $"The function streams an http request or its response, and this call is none: its payload has no channel '{name}'.");
    }

    private static string? Header(ReadOnlySpan<byte> payload, string name) =>
        HttpEnvelope.Find(payload, "headers"u8) is { Kind: SliceKind.Json } slice && slice.Of(payload) is [(byte)'{', ..] headers
            && HttpEnvelope.Find(headers, Encoding.UTF8.GetBytes(name)) is { Kind: SliceKind.Text or SliceKind.EscapedText } value
            ? FrameReader.Text(value, headers)
            : null;
}
