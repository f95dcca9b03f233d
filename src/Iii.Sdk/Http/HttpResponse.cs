namespace Iii;

/// <summary>The answer to an http request.</summary>
/// <typeparam name="TBody">The body's type.</typeparam>
public sealed record HttpResponse<TBody>
{
    /// <summary>The status code. Default: 200.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>The headers. Without a content-type the body goes out as JSON; a string body with one goes out as it is.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers beside <see cref="Headers"/>, of which the same may come several times, as <c>set-cookie</c> does.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RepeatedHeaders { get; init; } = [];

    /// <summary>The body.</summary>
    public TBody? Body { get; init; }

    /// <summary>The same response with one more header; one of the same name stays beside it.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    public HttpResponse<TBody> WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        return this with { RepeatedHeaders = [.. RepeatedHeaders, new(name, value)] };
    }
}

/// <summary>Makes http responses.</summary>
public static class HttpResponse
{
    /// <summary>200, with a body.</summary>
    public static HttpResponse<T> Ok<T>(T body) => new() { Body = body };

    /// <summary>201, with a body and the place of what was made.</summary>
    public static HttpResponse<T> Created<T>(string location, T body) =>
        new() { StatusCode = 201, Body = body, Headers = new Dictionary<string, string> { ["location"] = location } };

    /// <summary>Any status, with a body.</summary>
    public static HttpResponse<T> Status<T>(int statusCode, T body) => new() { StatusCode = statusCode, Body = body };

    /// <summary>400, with a body that says why.</summary>
    public static HttpResponse<T> BadRequest<T>(T body) => Status(400, body);

    /// <summary>204, without a body.</summary>
    public static HttpResponse<T> NoContent<T>() => Empty<T>(204);

    /// <summary>404, without a body.</summary>
    public static HttpResponse<T> NotFound<T>() => Empty<T>(404);

    // Without a content-type the engine would send the body's JSON, which is `null`.
    private static HttpResponse<T> Empty<T>(int statusCode) =>
        new() { StatusCode = statusCode, Headers = new Dictionary<string, string> { ["content-type"] = "application/json" } };
}
