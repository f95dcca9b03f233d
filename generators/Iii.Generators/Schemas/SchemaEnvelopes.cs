using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>The schemas of http requests and responses, whose parts around the body are always the same.</summary>
internal static class SchemaEnvelopes
{
    public const string Request = "Iii.HttpRequest`1";
    public const string Response = "Iii.HttpResponse`1";

    private const string Texts = "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}";

    /// <summary>The properties, as the value of that keyword.</summary>
    public static string Properties(INamedTypeSymbol type, string body) => type.Name == "HttpRequest"
        ? $"{{\"method\":{{\"type\":\"string\"}},\"path\":{{\"type\":\"string\"}},\"path_params\":{Texts},\"query_params\":{Texts},\"headers\":{Texts},\"body\":{body}}}"
        : $"{{\"status_code\":{{\"type\":\"integer\",\"format\":\"int32\"}},\"headers\":{Texts},\"body\":{body}}}";
}
