using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>The schemas of http requests and responses, whose parts around the body are always the same.</summary>
internal static class SchemaEnvelopes
{
    public const string Request = "Iii.HttpRequest`1";
    public const string Response = "Iii.HttpResponse`1";

    private const string Texts = "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}";

    private const string Text = "{\"type\":\"string\"}";
    private const string Caller = "\"worker_id\":" + Text + ",\"worker_name\":" + Text + ",\"function_id\":" + Text + ",\"invocation_id\":" + Text;

    /// <summary>The keywords of an observed call's envelope, without the kind.</summary>
    /// <param name="input">The schema of the call's payload.</param>
    /// <param name="output">The schema of the call's result.</param>
    public static KeyValuePair<string, string>[] OfCall(string input, string output) =>
    [
        new("properties", $"{{\"observer_id\":{Text},\"activation_id\":{Text},\"function_id\":{Text},\"namespace\":{Text},\"invocation_id\":{Text},\"status\":{{\"type\":\"string\",\"enum\":[\"success\",\"error\"]}}"
            + $",\"input\":{input},\"output\":{output},\"error\":{{\"type\":\"object\",\"properties\":{{\"code\":{Text},\"message\":{Text},\"stacktrace\":{Text}}},\"required\":[\"code\",\"message\"]}}"
            + $",\"caller\":{{\"type\":\"object\",\"properties\":{{{Caller},\"parent\":{{\"type\":\"object\",\"properties\":{{{Caller}}}}}}}}},\"metadata\":{{}}"
            + ",\"started_at_ms\":{\"type\":\"integer\"},\"duration_ms\":{\"type\":\"number\"}}"),
        new("required", "[\"observer_id\",\"activation_id\",\"function_id\",\"invocation_id\",\"status\",\"started_at_ms\",\"duration_ms\"]"),
    ];

    /// <summary>The properties, as the value of that keyword.</summary>
    public static string Properties(INamedTypeSymbol type, string body) => type.Name == "HttpRequest"
        ? $"{{\"method\":{{\"type\":\"string\"}},\"path\":{{\"type\":\"string\"}},\"path_params\":{Texts},\"query_params\":{Texts},\"headers\":{Texts},\"body\":{body}}}"
        : $"{{\"status_code\":{{\"type\":\"integer\",\"format\":\"int32\"}},\"headers\":{Texts},\"body\":{body}}}";
}
