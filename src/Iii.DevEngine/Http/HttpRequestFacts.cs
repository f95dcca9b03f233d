using System.Text.Json;
using Iii.DevEngine.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Iii.DevEngine.Http;

/// <summary>What functions are told of a request, without its body.</summary>
internal sealed class HttpRequestFacts
{
    private readonly SortedDictionary<string, string> _headers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _query = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _route = new(StringComparer.Ordinal);
    private readonly string _method;
    private readonly string _path;
    private readonly bool _namesTrigger;

    public HttpRequestFacts(HttpRequest request, HttpRoute route, string rawPath)
    {
        _method = request.Method;
        _path = route.Path;
        _namesTrigger = route.Binding.NamesTrigger;

        // Of what comes twice, the last counts.
        foreach (var (name, values) in request.Headers)
        {
            _headers[name.ToLowerInvariant()] = values.LastOrDefault() ?? "";
        }

        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            _query[pair.DecodeName().ToString()] = pair.DecodeValue().ToString();
        }

        foreach (var (name, value) in route.Parameters(rawPath.TrimStart('/').Split('/')))
        {
            _route[name] = value;
        }
    }

    /// <summary>The payload of the function.</summary>
    /// <param name="streams">The ends of the channels for the body and the response; null for a condition, which gets none.</param>
    public JsonElement Payload(JsonElement body, (EngineChannel Request, EngineChannel Response)? streams) => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteField("body", body);
        WriteTexts(writer, "headers", _headers);
        writer.WriteString("method", _method);
        writer.WriteString("path", _path);
        WriteTexts(writer, "path_params", _route);
        WriteTexts(writer, "query_params", _query);
        if (streams is { } ends)
        {
            ChannelsModule.WriteReference(writer, "request_body", ends.Request, "read");
            ChannelsModule.WriteReference(writer, "response", ends.Response, "write");
        }

        if (_namesTrigger)
        {
            writer.WriteStartObject("trigger");
            writer.WriteString("method", _method);
            writer.WriteString("path", _path);
            writer.WriteString("type", "http");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    /// <summary>What middleware is asked with.</summary>
    public void WriteForMiddleware(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("context");
        writer.WriteEndObject();
        writer.WriteString("phase", "preHandler");
        writer.WriteStartObject("request");
        WriteTexts(writer, "headers", _headers);
        writer.WriteString("method", _method);
        WriteTexts(writer, "path_params", _route);
        WriteTexts(writer, "query_params", _query);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, SortedDictionary<string, string> texts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
