using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>The payload of an http trigger.</summary>
/// <typeparam name="TBody">The body's type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes the body.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HttpRequestJson<TBody, TCodec> : IJsonCodec<HttpRequest<TBody>>
    where TCodec : IJsonCodec<TBody>
{
    private static readonly Dictionary<string, string> s_none = [];

    /// <inheritdoc/>
    public static HttpRequest<TBody>? Read(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref reader, "an object with an http request");
        }

        string method = "", path = "";
        Dictionary<string, string>? route = null, query = null, headers = null;
        TBody? body = default;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            switch (member)
            {
                case "method":
                    method = StringJson.Read(ref reader) ?? "";
                    break;
                case "path":
                    path = StringJson.Read(ref reader) ?? "";
                    break;
                case "path_params":
                    route = DictionaryJson<string, StringKey, string, StringJson>.Read(ref reader);
                    break;
                case "query_params":
                    query = DictionaryJson<string, StringKey, string, StringJson>.Read(ref reader);
                    break;
                case "headers":
                    headers = DictionaryJson<string, StringKey, string, StringJson>.Read(ref reader);
                    break;
                case "body" when reader.TokenType is not JsonTokenType.Null:
                    body = TCodec.Read(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HttpRequest<TBody>
        {
            Method = method,
            Path = path,
            PathParams = route ?? s_none,
            QueryParams = query ?? s_none,
            Headers = headers ?? s_none,
            Body = body,
        };
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, HttpRequest<TBody>? value)
    {
        if (value is null)
        {
            output.WriteNull();
            return;
        }

        output.BeginObject();
        output.WriteName("\"query_params\":"u8);
        DictionaryJson<string, StringKey, string, StringJson>.Write(output, value.QueryParams);
        output.WriteName("\"path_params\":"u8);
        DictionaryJson<string, StringKey, string, StringJson>.Write(output, value.PathParams);
        output.WriteName("\"headers\":"u8);
        DictionaryJson<string, StringKey, string, StringJson>.Write(output, value.Headers);
        output.WriteName("\"path\":"u8);
        output.WriteString(value.Path);
        output.WriteName("\"method\":"u8);
        output.WriteString(value.Method);
        output.WriteName("\"body\":"u8);
        TCodec.Write(output, value.Body);
        output.EndObject();
    }
}
