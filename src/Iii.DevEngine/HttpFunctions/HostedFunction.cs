using System.Text.Json;

namespace Iii.DevEngine.HttpFunctions;

/// <summary>Where a function is called that is hosted by http: the <c>invocation</c> of its registration.</summary>
internal sealed record HostedFunction(string Url, HttpMethod Method, TimeSpan Timeout, IReadOnlyList<KeyValuePair<string, string>> Headers, HostedAuth? Auth)
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(30);
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] s_fields = ["url", "method", "timeout_ms", "headers", "auth"];

    /// <summary>Reads it; null when it is malformed.</summary>
    public static HostedFunction? Parse(JsonElement invocation)
    {
        if (Array.Exists(s_fields, name => invocation.HasTwice(name)) || IsNull(invocation, "method") || IsNull(invocation, "headers"))
        {
            return null;
        }

        var method = invocation.Json("method") is { } named ? named.ValueKind is JsonValueKind.String ? named.GetString()! : "" : "POST";
        var timeout = invocation.Json("timeout_ms");
        var headers = invocation.Json("headers");
        var auth = invocation.Json("auth");
        return invocation.Text("url") is { } url
            && s_methods.Contains(method)
            && timeout is null or { ValueKind: JsonValueKind.Number }
            && (timeout is null || timeout.Value.TryGetUInt64(out _))
            && (headers is null || headers is { ValueKind: JsonValueKind.Object } texts && texts.EnumerateObject().All(h => h.Value.ValueKind is JsonValueKind.String))
            && (auth is null || HostedAuth.Parse(auth.Value) is not null)
            ? new HostedFunction(
                url,
                new HttpMethod(method),
                timeout is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Min(milliseconds.GetUInt64(), int.MaxValue)) : s_defaultTimeout,
                headers is { } given ? [.. given.EnumerateObject().Select(h => KeyValuePair.Create(h.Name, h.Value.GetString()!))] : [],
                auth is { } a ? HostedAuth.Parse(a) : null)
            : null;
    }

    private static bool IsNull(JsonElement json, string name) => json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Null;
}

/// <summary>How the engine shows who it is.</summary>
/// <param name="Kind">hmac, bearer or api_key.</param>
/// <param name="Variable">The environment variable with the secret.</param>
/// <param name="Header">The header of an api key.</param>
internal sealed record HostedAuth(string Kind, string Variable, string Header)
{
    /// <summary>Reads it; null when it is malformed.</summary>
    public static HostedAuth? Parse(JsonElement auth) => auth.HasTwice("type") ? null : auth.Text("type") switch
    {
        "hmac" when auth.Text("secret_key") is { } variable => new HostedAuth("hmac", variable, "x-iii-Signature"),
        "bearer" when auth.Text("token_key") is { } variable => new HostedAuth("bearer", variable, "Authorization"),
        "api_key" when auth.Text("value_key") is { } variable && auth.Text("header") is { } header => new HostedAuth("api_key", variable, header),
        _ => null,
    };
}
