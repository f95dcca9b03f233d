using Iii.Generated;

namespace Iii.Registration;

/// <summary>A function with JSON as it is on both sides.</summary>
internal sealed class RawFunction(string id, FunctionOptions? options, Func<ReadOnlyMemory<byte>, IIIContext, ValueTask<ReadOnlyMemory<byte>>> handler)
    : RuntimeFunction(id, options)
{
    public override async ValueTask InvokeAsync(FunctionCall call)
    {
        // The handler may keep the payload longer than the frame's buffer lives.
        var payload = call.Payload.ToArray();
        call.BeginHandler();
        var result = await handler(payload, call.Context).ConfigureAwait(false);
        if (!result.IsEmpty)
        {
            var output = call.BeginResult();
            JsonText.Check(result.Span);
            output.WriteRaw(result.Span);
        }
    }
}

/// <summary>A function with types on both sides.</summary>
internal sealed class TypedFunction<TRequest, TResponse>(string id, FunctionOptions? options, Func<TRequest?, IIIContext, ValueTask<TResponse?>> handler)
    : RuntimeFunction(id, options)
{
    private readonly JsonType<TRequest> _request = JsonTypes.Find<TRequest>();
    private readonly JsonType<TResponse> _response = JsonTypes.Find<TResponse>();

    public override ReadOnlySpan<byte> RequestSchema => base.RequestSchema is { IsEmpty: false } given ? given : JsonSchemas.Find<TRequest>();

    public override ReadOnlySpan<byte> ResponseSchema => base.ResponseSchema is { IsEmpty: false } given ? given : JsonSchemas.Find<TResponse>();

    public override async ValueTask InvokeAsync(FunctionCall call)
    {
        var request = _request.Read(call.Payload, call.Client, isPayload: true);
        call.BeginHandler();
        var response = await handler(request, call.Context).ConfigureAwait(false);
        _response.Write(call.BeginResult(), response);
    }
}
