namespace Iii;

/// <summary>Calls functions of this or other workers, through the engine.</summary>
public interface IIIClient
{
    /// <summary>Calls a function and waits for its result.</summary>
    /// <typeparam name="TRequest">The payload's type; its writer is made at compile time.</typeparam>
    /// <typeparam name="TResponse">The result's type; its reader is made at compile time.</typeparam>
    /// <param name="functionId">The function's id.</param>
    /// <param name="request">The payload.</param>
    /// <param name="options">How this call differs from the others.</param>
    /// <param name="cancellationToken">Ends the waiting; the function itself is not told.</param>
    /// <returns>The result; the type's default when the function returned none.</returns>
    /// <exception cref="IIIInvocationException">The call failed; its <see cref="IIIException.Code"/> says how.</exception>
    /// <exception cref="System.Text.Json.JsonException">The result does not fit <typeparamref name="TResponse"/>.</exception>
    Task<TResponse?> CallAsync<[IIIJson] TRequest, [IIIJson] TResponse>(string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Calls a function with JSON as it is, and gives the result's JSON as it is.</summary>
    /// <param name="functionId">The function's id.</param>
    /// <param name="payload">The payload as UTF-8 JSON; empty is sent as <c>null</c>.</param>
    /// <param name="options">How this call differs from the others.</param>
    /// <param name="cancellationToken">Ends the waiting; the function itself is not told.</param>
    /// <returns>The result as UTF-8 JSON; <c>null</c> when the function returned none.</returns>
    /// <exception cref="IIIInvocationException">The call failed; its <see cref="IIIException.Code"/> says how.</exception>
    Task<ReadOnlyMemory<byte>> CallRawAsync(string functionId, ReadOnlyMemory<byte> payload, CallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Calls a function without waiting for it: no result, no error, not even when there is no such function.</summary>
    /// <typeparam name="TRequest">The payload's type; its writer is made at compile time.</typeparam>
    /// <param name="functionId">The function's id.</param>
    /// <param name="request">The payload.</param>
    /// <param name="options">How this call differs from the others.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the outgoing buffer.</param>
    /// <exception cref="IIIInvocationException">The call could not be taken: the worker has failed, was stopped, or keeps too many unsent calls.</exception>
    Task SendAsync<[IIIJson] TRequest>(string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Like <see cref="SendAsync{TRequest}"/>, with JSON as it is.</summary>
    Task SendRawAsync(string functionId, ReadOnlyMemory<byte> payload, CallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Calls a function once for each payload and waits for all results; the calls go out together, in as few writes as they fit in.</summary>
    /// <typeparam name="TRequest">The payloads' type; its writer is made at compile time.</typeparam>
    /// <typeparam name="TResponse">The results' type; its reader is made at compile time.</typeparam>
    /// <param name="functionId">The function's id.</param>
    /// <param name="requests">The payloads.</param>
    /// <param name="options">How these calls differ from others; the time-out is for each.</param>
    /// <param name="cancellationToken">Ends the waiting of all; the function itself is not told.</param>
    /// <returns>A result for each payload, in their order. A call that fails ends alone: its error is in its result.</returns>
    /// <exception cref="IIIInvocationException">No call could be made: the worker has failed or was stopped.</exception>
    Task<IReadOnlyList<CallResult<TResponse>>> CallManyAsync<[IIIJson] TRequest, [IIIJson] TResponse>(
        string functionId, IReadOnlyList<TRequest> requests, CallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Puts a call into a named queue of the engine, which calls the function as the queue is configured: later, again when it fails, one after the other.</summary>
    /// <typeparam name="TRequest">The payload's type; its writer is made at compile time.</typeparam>
    /// <param name="queue">The queue's name.</param>
    /// <param name="functionId">The function's id.</param>
    /// <param name="request">The payload.</param>
    /// <param name="options">How this call differs from the others.</param>
    /// <param name="cancellationToken">Ends the waiting for the receipt; the call may be in the queue already.</param>
    /// <returns>The id of the message in the queue.</returns>
    /// <exception cref="IIIInvocationException">The call is not in the queue; <see cref="IIIErrorCodes.EnqueueError"/> when no queue module took it.</exception>
    Task<string> EnqueueAsync<[IIIJson] TRequest>(string queue, string functionId, TRequest request, CallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Observes a function: from now on its calls run another function, the target.</summary>
    /// <remarks>
    /// Returns at once, before the first connection too: the observer is sent when the engine can take it, and again on each new
    /// connection. What the engine or the host of the
    /// observed function refuses is no exception, but a state of the handle: <see cref="ObserverHandle.ReadyAsync"/> waits for it. The
    /// values are copied.
    /// </remarks>
    /// <param name="source">The calls that are observed; a string observes every successful call of the function with that id.</param>
    /// <param name="target">The function that runs for each of them; a string is its id.</param>
    /// <param name="options">The observer's id and limits, and the metadata of its activations.</param>
    /// <exception cref="ArgumentException">An id is blank, or the arguments or the metadata are not JSON.</exception>
    ObserverHandle Observe(ObserverSource source, FunctionTarget target, ObserverOptions? options = null);

    /// <summary>Makes a channel: a way for bytes and text messages beside the calls.</summary>
    /// <param name="bufferSize">How many items the engine keeps when the reader is slower than the writer, 1 to 1,024. Default: 64.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The engine could not be asked; its <see cref="IIIException.Code"/> says why.</exception>
    Task<IIIChannel> CreateChannelAsync(int? bufferSize = null, CancellationToken cancellationToken = default);

    /// <summary>Takes the end of a channel that is read from. It is opened when something is read.</summary>
    /// <param name="end">The end, from a payload.</param>
    /// <exception cref="ArgumentException">It is the end that is written to.</exception>
    IIIChannelReader OpenReader(IIIChannelRef end);

    /// <summary>Takes the end of a channel that is written to. It is opened when something is written.</summary>
    /// <param name="end">The end, from a payload.</param>
    /// <exception cref="ArgumentException">It is the end that is read from.</exception>
    IIIChannelWriter OpenWriter(IIIChannelRef end);
}
