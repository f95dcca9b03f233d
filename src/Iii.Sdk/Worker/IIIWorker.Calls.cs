using Iii.Generated;
using Iii.Invocation;
using Iii.Modules;
using Iii.Registration;

namespace Iii;

public sealed partial class IIIWorker
{
    /// <inheritdoc/>
    public async Task<TResponse?> CallAsync<[IIIJson] TRequest, [IIIJson] TResponse>(
        string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = JsonTypes.Find<TResponse>();
        var reply = await _calls.CallAsync(functionId, request, WriteTyped<TRequest>.Payload, options, cancellationToken).ConfigureAwait(false);
        using (reply)
        {
            return response.Read(reply.Json, this);
        }
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> CallRawAsync(
        string functionId, ReadOnlyMemory<byte> payload, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        JsonText.Check(payload.IsEmpty ? "null"u8 : payload.Span);
        var reply = await _calls.CallAsync(functionId, payload, WriteRaw, options, cancellationToken).ConfigureAwait(false);
        using (reply)
        {
            return reply.Json.ToArray();
        }
    }

    /// <inheritdoc/>
    public Task SendAsync<[IIIJson] TRequest>(
        string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(functionId, request, WriteTyped<TRequest>.Payload, options, cancellationToken);

    /// <inheritdoc/>
    public Task SendRawAsync(
        string functionId, ReadOnlyMemory<byte> payload, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        JsonText.Check(payload.IsEmpty ? "null"u8 : payload.Span);
        return _calls.SendAsync(functionId, payload, WriteRaw, options, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CallResult<TResponse>>> CallManyAsync<[IIIJson] TRequest, [IIIJson] TResponse>(
        string functionId, IReadOnlyList<TRequest> requests, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var response = JsonTypes.Find<TResponse>();
        var replies = await _calls.CallManyAsync(functionId, requests, WriteTyped<TRequest>.Payload, options, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(replies, reply => Read(response, reply));
    }

    /// <inheritdoc/>
    public async Task<string> EnqueueAsync<[IIIJson] TRequest>(
        string queue, string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        var reply = await _calls.CallAsync(functionId, request, WriteTyped<TRequest>.Payload, options, cancellationToken, queue).ConfigureAwait(false);
        using (reply)
        {
            return reply.Json is [(byte)'{', ..] && EngineModule.Property(reply.Json, "messageReceiptId"u8) is [(byte)'"', ..] id && EngineModule.Read<string>(id) is { } receipt
                ? receipt
                : throw new IIIInvocationException(functionId, IIIErrorCodes.EnqueueError, $"The engine's answer has no receipt (messageReceiptId) for the call of '{functionId}' in the queue '{queue}'.");
        }
    }

    private CallResult<T> Read<T>(JsonType<T> type, Task<CallReply> ended)
    {
        try
        {
            using var reply = ended.GetAwaiter().GetResult();
            return new CallResult<T>(type.Read(reply.Json, this), null);
        }
        catch (Exception e)
        {
            return new CallResult<T>(default, e);
        }
    }

    private static void WriteRaw(JsonOutput output, ReadOnlyMemory<byte> payload) => output.WriteRaw(payload.IsEmpty ? "null"u8 : payload.Span);

    private static class WriteTyped<T>
    {
        public static readonly Action<JsonOutput, T> Payload = static (output, value) => JsonTypes.Find<T>().Write(output, value);
    }
}
