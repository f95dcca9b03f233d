using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Iii.DevEngine.Page;

/// <summary>Lets only this machine's own browser in, on the page itself: other sites may not read or call, not even under a name that they have resolved to this machine.</summary>
internal static class PageGuard
{
    private static readonly string[] s_hosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Why a request is refused; null when it is not.</summary>
    public static string? Refusal(HttpRequest request)
    {
        if (!s_hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return $"The page is at localhost, not at '{request.Host.Host}'.";
        }

        if (request.Headers.Origin is [{ } origin, ..] && (request.Headers.Origin.Count > 1 || !string.Equals(origin, $"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase)))
        {
            return $"The page answers itself only, not '{origin}'.";
        }

        if (Value(request.Headers["Sec-Fetch-Site"]) is not (null or "same-origin" or "none"))
        {
            return "The page answers itself only, not other sites.";
        }

        return HttpMethods.IsPost(request.Method) && Value(request.Headers.ContentType) is not "application/json"
            ? "Expected the content type application/json, which other sites can not send without asking."
            : null;
    }

    /// <summary>What a browser may do with the page: load its own files, talk to its own server, nothing else.</summary>
    public static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static string? Value(StringValues values) => values.Count == 0 ? null : values.ToString();
}
