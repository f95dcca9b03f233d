using System.ComponentModel;
using System.Text.Json;
using Iii.Invocation;

namespace Iii.Generated;

/// <summary>What the parameters of one call are read from. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct HttpBound
{
    private readonly FunctionCall _call;
    private readonly JsonOutput? _merged;

    internal HttpBound(bool isHttp, FunctionCall call, JsonOutput? merged)
    {
        IsHttp = isHttp;
        _call = call;
        _merged = merged;
    }

    /// <summary>The call came over http, and its result is an http response.</summary>
    public bool IsHttp { get; }

    /// <summary>The payload that the parameters are read from.</summary>
    public ReadOnlySpan<byte> Payload => _merged is null ? _call.Payload : _merged.WrittenSpan;

    /// <summary>Answers a request that does not fit the parameters: 400, for the mistake is the client's.</summary>
    public void Reject(FunctionCall call, JsonException problem)
    {
        var output = call.BeginResult();
        output.BeginObject();
        output.WriteRaw("\"status_code\":400,\"headers\":{\"content-type\":\"application/json\"},\"body\":{\"error\":{\"code\":"u8);
        output.WriteString(IIIErrorCodes.DeserializationError);
        output.WriteRaw(",\"message\":"u8);
        output.WriteString(PayloadProblem.Describe(problem, Payload));
        output.WriteRaw("}}"u8);
        output.EndObject();
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _merged?.Dispose();
}
