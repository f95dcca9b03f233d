namespace Iii;

/// <summary>How the engine calls a function that is hosted behind HTTP: the payload is the request's body, the response's body is the result.</summary>
public sealed record HttpFunctionOptions
{
    /// <summary>Where the function is. The engine may be configured to call some addresses only.</summary>
    public required Uri Url { get; init; }

    /// <summary>The method: <c>GET</c>, <c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>. Default: <c>POST</c>.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>How long the response may take. Default: the engine's, 30 s.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Headers of each request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How the engine proves who it is; null for not at all.</summary>
    public HttpFunctionAuth? Auth { get; init; }

    internal void Check()
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException($"HttpFunctionOptions.Url is '{Url}'. Expected an absolute http or https address.");
        }

        if (Method is not ("GET" or "POST" or "PUT" or "PATCH" or "DELETE"))
        {
            throw new ArgumentException($"HttpFunctionOptions.Method is '{Method}'. Expected GET, POST, PUT, PATCH or DELETE.");
        }

        ArgumentNullException.ThrowIfNull(Headers);
        if (Timeout is { } timeout && timeout < TimeSpan.FromMilliseconds(1))
        {
            throw new ArgumentException($"HttpFunctionOptions.Timeout is {timeout}, but must be a millisecond at least.");
        }
    }
}

/// <summary>How the engine proves who it is to a function behind HTTP. Secrets stay with the engine: what is named here are environment variables of its process.</summary>
public abstract record HttpFunctionAuth
{
    private HttpFunctionAuth()
    {
    }

    /// <summary>A signature of the body (HMAC).</summary>
    /// <param name="SecretVariable">The engine's environment variable that holds the secret.</param>
    public sealed record Hmac(string SecretVariable) : HttpFunctionAuth;

    /// <summary><c>Authorization: Bearer …</c>.</summary>
    /// <param name="TokenVariable">The engine's environment variable that holds the token.</param>
    public sealed record Bearer(string TokenVariable) : HttpFunctionAuth;

    /// <summary>A header with a key.</summary>
    /// <param name="Header">The header's name.</param>
    /// <param name="ValueVariable">The engine's environment variable that holds the key.</param>
    public sealed record ApiKey(string Header, string ValueVariable) : HttpFunctionAuth;
}
