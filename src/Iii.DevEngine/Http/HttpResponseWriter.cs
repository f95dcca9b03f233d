using System.Text;
using System.Text.Json;
using Response = Microsoft.AspNetCore.Http.HttpResponse;

namespace Iii.DevEngine.Http;

/// <summary>Writes a function's result as an http response: <c>{status_code, headers, body}</c>, each with its default.</summary>
internal static class HttpResponseWriter
{
    public static async Task WriteAsync(Response response, JsonElement result)
    {
        var isObject = result.ValueKind is JsonValueKind.Object;
        response.StatusCode = isObject && result.TryGetProperty("status_code", out var status) && status.ValueKind is JsonValueKind.Number
            && status.TryGetInt32(out var code) && code is >= 100 and <= 999 ? code : 200;
        if (isObject && result.TryGetProperty("headers", out var headers))
        {
            WriteHeaders(response, headers);
        }

        var hasBody = isObject && result.TryGetProperty("body", out var body) ? body : CanonicalJson.Parse("{}"u8);
        var bytes = Encode(response, hasBody);
        if (response.StatusCode is not (204 or 304) and >= 200 && bytes.Length > 0)
        {
            await response.BodyWriter.WriteAsync(bytes).ConfigureAwait(false);
        }
    }

    private static byte[] Encode(Response response, JsonElement body)
    {
        var hasType = !string.IsNullOrEmpty(response.ContentType);
        switch (body.ValueKind)
        {
            case JsonValueKind.String when hasType:
                return Encoding.UTF8.GetBytes(body.GetString()!);
            case JsonValueKind.Null when hasType:
                return [];
            default:
                response.ContentType = hasType ? response.ContentType : "application/json";
                return Encoding.UTF8.GetBytes(CanonicalJson.Make(writer => CanonicalJson.Write(writer, body)).GetRawText());
        }
    }

    private static void WriteHeaders(Response response, JsonElement headers)
    {
        if (headers.ValueKind is JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject().Where(h => h.Value.ValueKind is JsonValueKind.String))
            {
                response.Headers[header.Name] = header.Value.GetString();
            }
        }
        else if (headers.ValueKind is JsonValueKind.Array)
        {
            foreach (var line in headers.EnumerateArray().Where(h => h.ValueKind is JsonValueKind.String))
            {
                var parts = line.GetString()!.Split(':', 2);
                if (parts.Length == 2)
                {
                    response.Headers[parts[0].Trim()] = parts[1].Trim();
                }
            }
        }
    }
}
