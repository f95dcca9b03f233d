using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Http;

/// <summary>Which pages of browsers may call. OPTIONS is answered here, whatever routes there are.</summary>
internal sealed class CorsPolicy(IIICorsOptions? options)
{
    private const string Any = "*";

    private readonly bool _allowsAllOrigins = options is null || options.AllowedOrigins.Count == 0 || options.AllowedOrigins.Contains(Any);
    private readonly string _methods = options is null || options.AllowedMethods.Count == 0 ? Any : string.Join(",", options.AllowedMethods);

    /// <summary>Sets what browsers look for.</summary>
    /// <returns>True when there is nothing more to be said.</returns>
    public bool IsAnsweredBy(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "origin, access-control-request-method, access-control-request-headers";
        var origin = context.Request.Headers.Origin.ToString();
        if (_allowsAllOrigins)
        {
            headers.AccessControlAllowOrigin = Any;
        }
        else if (options!.AllowedOrigins.Contains(origin, StringComparer.Ordinal))
        {
            headers.AccessControlAllowOrigin = origin;
        }

        if (HttpMethods.IsOptions(context.Request.Method))
        {
            headers.AccessControlAllowMethods = _methods;
            headers.AccessControlAllowHeaders = Any;
            return true;
        }

        if (options is null)
        {
            headers.AccessControlExposeHeaders = Any;
        }

        return false;
    }
}
