using System.ComponentModel;
using Iii.Protocol;

namespace Iii.Generated;

/// <summary>
/// Says how an http request becomes the payload that a direct call would have. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
/// <param name="parameters">The names that the function takes; null when one parameter takes the whole payload.</param>
/// <param name="literals">Those that are no text in JSON: booleans and enums.</param>
/// <param name="body">The one that takes the whole body; null for none.</param>
/// <param name="takesRequest">The function takes the http request as it is.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HttpBinding(string[]? parameters, HttpLiteral[] literals, string? body, bool takesRequest)
{
    /// <summary>Looks at a call's payload: whether it is an http request, and what the function's parameters are read from.</summary>
    public HttpBound Open(FunctionCall call)
    {
        var payload = call.Payload;
        if (!call.IsHttpRequest && !IsRequest(payload))
        {
            return new HttpBound(isHttp: false, call, null);
        }

        if (takesRequest)
        {
            return new HttpBound(isHttp: true, call, null);
        }

        var merged = new JsonOutput();
        merged.BeginObject();
        var request = new HttpEnvelope(payload);
        if (parameters is null)
        {
            // Later ones win where a name comes twice: the address says more clearly than the body what is meant.
            HttpEnvelope.CopyObject(merged, request.Body);
            HttpEnvelope.CopyTexts(merged, request.Query, literals);
            HttpEnvelope.CopyTexts(merged, request.Route, literals);
        }
        else
        {
            foreach (var name in parameters)
            {
                request.CopyParameter(merged, name, Array.Find(literals, l => l.Name == name), takesBody: name == body);
            }
        }

        merged.EndObject();
        return new HttpBound(isHttp: true, call, merged);
    }

    private static bool IsRequest(ReadOnlySpan<byte> payload)
    {
        if (HttpEnvelope.Find(payload, "trigger"u8) is { Kind: SliceKind.Json } trigger
            && trigger.Of(payload) is [(byte)'{', ..] json
            && HttpEnvelope.Find(json, "type"u8) is { Kind: SliceKind.Text } type)
        {
            return type.Of(json).SequenceEqual("http"u8);
        }

        return false;
    }
}
