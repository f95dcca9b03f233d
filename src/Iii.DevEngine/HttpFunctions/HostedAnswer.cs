using System.Text.Json;

namespace Iii.DevEngine.HttpFunctions;

/// <summary>What the http response of a hosted function means.</summary>
internal static class HostedAnswer
{
    public static async ValueTask<Outcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Outcome.Failed("http_response_failed", e.Message);
        }

        JsonElement? json = null;
        string? problem = null;
        try
        {
            json = body.Length == 0 ? null : CanonicalJson.Parse(body);
        }
        catch (JsonException e)
        {
            problem = e.Message;
        }

        return (int)response.StatusCode switch
        {
            >= 400 => Failure(response, json),
            >= 200 and < 300 when problem is not null => Outcome.Failed("invalid_response", problem),
            _ => Outcome.Of(json),
        };
    }

    private static Outcome Failure(HttpResponseMessage response, JsonElement? json) => json?.Json("error") is { } error
        ? Outcome.Failed(error.Text("code") ?? "http_error", error.Text("message") ?? "HTTP request failed")
        : Outcome.Failed("http_error", $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
}
