using Iii.Generated;
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

    private static void WriteRaw(JsonOutput output, ReadOnlyMemory<byte> payload) => output.WriteRaw(payload.IsEmpty ? "null"u8 : payload.Span);

    private static class WriteTyped<T>
    {
        public static readonly Action<JsonOutput, T> Payload = static (output, value) => JsonTypes.Find<T>().Write(output, value);
    }
}
