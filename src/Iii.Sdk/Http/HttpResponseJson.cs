using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>The result of a function that answers an http request.</summary>
/// <typeparam name="TBody">The body's type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes the body.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HttpResponseJson<TBody, TCodec> : IJsonCodec<HttpResponse<TBody>>
    where TCodec : IJsonCodec<TBody>
{
    /// <inheritdoc/>
    public static HttpResponse<TBody>? Read(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref reader, "an object with an http response");
        }

        var response = new HttpResponse<TBody>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            switch (member)
            {
                case "status_code":
                    response = response with { StatusCode = Int32Json.Read(ref reader) };
                    break;
                case "headers" when reader.TokenType is JsonTokenType.StartObject:
                    response = response with { Headers = DictionaryJson<string, StringKey, string, StringJson>.Read(ref reader)! };
                    break;
                case "headers" when reader.TokenType is JsonTokenType.StartArray:
                    response = response with { RepeatedHeaders = [.. ListJson<string, StringJson>.Read(ref reader)!.OfType<string>().Where(l => l.Contains(':')).Select(Header)] };
                    break;
                case "body":
                    response = response with { Body = TCodec.Read(ref reader) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return response;
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, HttpResponse<TBody>? value)
    {
        if (value is null)
        {
            output.WriteNull();
            return;
        }

        output.BeginObject();
        output.WriteName("\"status_code\":"u8);
        output.WriteNumber(value.StatusCode);
        output.WriteName("\"headers\":"u8);
        WriteHeaders(output, value);
        output.WriteName("\"body\":"u8);
        TCodec.Write(output, value.Body);
        output.EndObject();
    }

    private static KeyValuePair<string, string> Header(string line) => new(line[..line.IndexOf(':')].Trim(), line[(line.IndexOf(':') + 1)..].Trim());

    /// <summary>An object has each name once; only the lines of a list can have it several times.</summary>
    private static void WriteHeaders(JsonOutput output, HttpResponse<TBody> response)
    {
        if (response.RepeatedHeaders.Count == 0)
        {
            DictionaryJson<string, StringKey, string, StringJson>.Write(output, response.Headers);
            return;
        }

        output.BeginArray();
        foreach (var (name, value) in response.Headers.Concat(response.RepeatedHeaders))
        {
            output.BeginElement();
            output.WriteString($"{name}: {value}");
        }

        output.EndArray();
    }
}
