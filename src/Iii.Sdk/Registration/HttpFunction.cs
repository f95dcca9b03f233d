using System.Globalization;
using Iii.Generated;

namespace Iii.Registration;

/// <summary>A function that the engine calls over HTTP; no call of it comes here.</summary>
internal sealed class HttpFunction(string id, HttpFunctionOptions http, FunctionOptions? options) : RuntimeFunction(id, options)
{
    private readonly byte[] _invocation = Write(http);

    internal override ReadOnlySpan<byte> HttpInvocation => _invocation;

    public override ValueTask InvokeAsync(FunctionCall call)
    {
        call.BeginHandler();
        throw new IIIException(IIIErrorCodes.FunctionNotInvokable, $"'{Id}' is called over HTTP by the engine, and can not be called here.");
    }

    private static byte[] Write(HttpFunctionOptions http)
    {
        using var output = new JsonOutput();
        output.BeginObject();
        output.WriteName("\"url\":"u8);
        output.WriteString(http.Url.AbsoluteUri);
        output.WriteName("\"method\":"u8);
        output.WriteString(http.Method);
        if (http.Timeout is { } timeout)
        {
            output.WriteName("\"timeout_ms\":"u8);
            output.WriteRaw(System.Text.Encoding.ASCII.GetBytes(((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
        }

        if (http.Headers.Count > 0)
        {
            output.WriteName("\"headers\":"u8);
            output.BeginObject();
            foreach (var (name, value) in http.Headers)
            {
                output.WriteName(name);
                output.WriteString(value);
            }

            output.EndObject();
        }

        if (http.Auth is { } auth)
        {
            output.WriteName("\"auth\":"u8);
            Write(output, auth);
        }

        output.EndObject();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonOutput output, HttpFunctionAuth auth)
    {
        (string Name, string Value)[] fields = auth switch
        {
            HttpFunctionAuth.Hmac hmac => [("type", "hmac"), ("secret_key", hmac.SecretVariable)],
            HttpFunctionAuth.Bearer bearer => [("type", "bearer"), ("token_key", bearer.TokenVariable)],
            HttpFunctionAuth.ApiKey key => [("type", "api_key"), ("header", key.Header), ("value_key", key.ValueVariable)],
            _ => throw new ArgumentException($"{auth.GetType()} is no authentication that the engine knows."),
        };
        output.BeginObject();
        foreach (var (name, value) in fields)
        {
            output.WriteName(name);
            output.WriteString(value);
        }

        output.EndObject();
    }
}
