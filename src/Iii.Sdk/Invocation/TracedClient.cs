namespace Iii.Invocation;

/// <summary>
/// Calls functions on behalf of a call that is being answered: they say which handler calls them, and belong to the call's trace, unless an
/// activity says more.
/// </summary>
internal sealed class TracedClient(IIIClient client, TraceContext trace, CurrentInvocation invocation) : IIIClient
{
    private CallOptions? _options;
    private CallOptions? _caller;

    public Task<TResponse?> CallAsync<[IIIJson] TRequest, [IIIJson] TResponse>(
        string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        client.CallAsync<TRequest, TResponse>(functionId, request, Traced(options), cancellationToken);

    public Task<ReadOnlyMemory<byte>> CallRawAsync(
        string functionId, ReadOnlyMemory<byte> payload, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        client.CallRawAsync(functionId, payload, Traced(options), cancellationToken);

    public Task SendAsync<[IIIJson] TRequest>(string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        client.SendAsync(functionId, request, Traced(options), cancellationToken);

    public Task SendRawAsync(string functionId, ReadOnlyMemory<byte> payload, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        client.SendRawAsync(functionId, payload, Traced(options), cancellationToken);

    public Task<IReadOnlyList<CallResult<TResponse>>> CallManyAsync<[IIIJson] TRequest, [IIIJson] TResponse>(
        string functionId, IReadOnlyList<TRequest> requests, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        client.CallManyAsync<TRequest, TResponse>(functionId, requests, Traced(options), cancellationToken);

    public Task<string> EnqueueAsync<[IIIJson] TRequest>(
        string queue, string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        client.EnqueueAsync(queue, functionId, request, Traced(options), cancellationToken);

    public Task<IIIChannel> CreateChannelAsync(int? bufferSize = null, CancellationToken cancellationToken = default) => client.CreateChannelAsync(bufferSize, cancellationToken);

    public IIIChannelReader OpenReader(IIIChannelRef end) => client.OpenReader(end);

    public IIIChannelWriter OpenWriter(IIIChannelRef end) => client.OpenWriter(end);

    public ObserverHandle Observe(ObserverSource source, FunctionTarget target, ObserverOptions? options = null) =>
        client.Observe(source, target, options);

    private CallOptions Traced(CallOptions? options)
    {
        if (TraceContext.Current is { } own)
        {
            // What the call brought is the activity's already where the activity is the call's own; another one may have none.
            return options?.Baggage is not null || trace.Baggage is null || own.Baggage.Any()
                ? options is null ? _caller ??= new CallOptions { Invocation = invocation } : options with { Invocation = invocation }
                : (options ?? new CallOptions()) with { Baggage = trace.Baggage, Invocation = invocation };
        }

        return options is null
            ? _options ??= new CallOptions { TraceParent = trace.TraceParent, Baggage = trace.Baggage, Invocation = invocation }
            : options with
            {
                TraceParent = options.TraceParent ?? trace.TraceParent,
                Baggage = options.Baggage ?? trace.Baggage,
                Invocation = invocation,
            };
    }
}
