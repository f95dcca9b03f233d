using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Response = Microsoft.AspNetCore.Http.HttpResponse;

namespace Iii.DevEngine.Http;

/// <summary>Writes a function's result as an http response: <c>{status_code, headers, body}</c>, each with its default.</summary>
internal static class HttpResponseWriter
{
    private static readonly SearchValues<char> s_token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static async Task WriteAsync(Response response, JsonElement result)
    {
        response.StatusCode = StatusCode(result);
        foreach (var (name, value) in Headers(result.Json("headers")))
        {
            AddHeader(response, name, value);
        }

        var body = result.ValueKind is JsonValueKind.Object && result.TryGetProperty("body", out var given) ? given : CanonicalJson.Parse("{}"u8);
        await WriteBodyAsync(response, Encode(response, body)).ConfigureAwait(false);
    }

    public static async Task WriteBodyAsync(Response response, ReadOnlyMemory<byte> bytes)
    {
        if (MayHaveBody(response) && bytes.Length > 0)
        {
            await response.BodyWriter.WriteAsync(bytes).ConfigureAwait(false);
        }
    }

    /// <summary>The status that an answer names; 200 where it is none.</summary>
    public static int StatusCode(JsonElement answer) =>
        answer.Json("status_code") is { ValueKind: JsonValueKind.Number } status && status.TryGetInt32(out var code) && code is >= 100 and <= 999 ? code : StatusCodes.Status200OK;

    public static bool MayHaveBody(Response response) => response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified) and >= 200;

    /// <summary>A value's JSON, with its keys in order.</summary>
    public static byte[] Json(JsonElement value) => Encoding.UTF8.GetBytes(CanonicalJson.Make(writer => CanonicalJson.Write(writer, value)).GetRawText());

    /// <summary>Sets a header; one that can not be sent is left out.</summary>
    public static void SetHeader(Response response, string name, string value)
    {
        if (IsSendable(name, value))
        {
            response.Headers[name] = value;
        }
    }

    private static void AddHeader(Response response, string name, string value)
    {
        if (IsSendable(name, value))
        {
            response.Headers[name] = StringValues.Concat(response.Headers[name], value);
        }
    }

    // How the bytes are framed is the server's own business.
    private static bool IsSendable(string name, string value) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(s_token) && !value.Any(static c => c is < ' ' and not '\t' or '\u007f')
        && !name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase) && !name.Equals("content-length", StringComparison.OrdinalIgnoreCase);

    private static byte[] Encode(Response response, JsonElement body)
    {
        var hasType = !StringValues.IsNullOrEmpty(response.Headers.ContentType);
        switch (body.ValueKind)
        {
            case JsonValueKind.String when hasType:
                return Encoding.UTF8.GetBytes(body.GetString()!);
            case JsonValueKind.Null when hasType:
                return [];
            default:
                if (!hasType)
                {
                    response.ContentType = "application/json";
                }

                return Json(body);
        }
    }

    /// <summary>An object of texts, or a list of lines, in which a name may come several times.</summary>
    private static IEnumerable<(string Name, string Value)> Headers(JsonElement? headers) => headers switch
    {
        { ValueKind: JsonValueKind.Object } texts => texts.EnumerateObject().Where(h => h.Value.ValueKind is JsonValueKind.String).Select(h => (h.Name, h.Value.GetString()!)),
        { ValueKind: JsonValueKind.Array } lines => lines.EnumerateArray().Where(l => l.ValueKind is JsonValueKind.String).Select(l => l.GetString()!.Split(':', 2)).Where(l => l.Length == 2).Select(l => (l[0].Trim(), l[1].Trim())),
        _ => [],
    };
}
