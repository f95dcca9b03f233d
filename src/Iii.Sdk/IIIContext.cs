using System.Text.Json;
using Iii.Invocation;
using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>What a handler may know of the call that it answers. Take it as a parameter of the method; it may be kept after the call.</summary>
public sealed class IIIContext
{
    private readonly IIIClient _client;
    private readonly CurrentInvocation _invocation;
    private IIIClient? _ofCall;

    internal IIIContext(IIIClient client, ILogger logger, CurrentInvocation invocation, CancellationToken cancellationToken)
    {
        _client = client;
        _invocation = invocation;
        Logger = logger;
        CancellationToken = cancellationToken;
    }

    /// <summary>The call's id; null when nobody waits for an answer.</summary>
    public string? InvocationId => _invocation.InvocationId;

    /// <summary>The id of the function that was called.</summary>
    public required string FunctionId { get; init; }

    /// <summary>The JSON that travels beside the payload; null when there is none.</summary>
    public JsonElement? Metadata { get; internal init; }

    /// <summary>The W3C trace context of the caller; null when it sent none.</summary>
    public string? TraceParent { get; internal init; }

    /// <summary>The W3C baggage of the caller; null when it sent none.</summary>
    public string? Baggage { get; internal init; }

    /// <summary>The id of the worker that called; null when a trigger did, or when the payload is not an object.</summary>
    public string? CallerWorkerId { get; internal init; }

    /// <summary>Gets who made the call; null when the engine does not say, as those before 0.25.</summary>
    public Caller? Caller => _invocation.Caller;

    /// <summary>
    /// Gets how many observers in a row have caused the call: 0 for a call that no observer caused. The engine ends a chain after 8.
    /// </summary>
    public long ObserveDepth => _invocation.ObserveDepth;

    /// <summary>Gets the observer that the call was made for; null when it is no activation.</summary>
    public Activation? Activation { get; internal init; }

    /// <summary>
    /// Calls other functions; what is called belongs to the trace of this call, and is told by the engine that this call's handler called
    /// it (<see cref="Caller"/>).
    /// </summary>
    public IIIClient Client => _ofCall ??= new TracedClient(_client, new TraceContext(TraceParent, Baggage), _invocation);

    /// <summary>The worker's logger.</summary>
    public ILogger Logger { get; }

    /// <summary>
    /// Fires when the call should end: the worker stops and the time to finish is over, the function's time limit is over, or the connection that would bring the
    /// answer to its caller is lost (see <see cref="IIIWorkerOptions.CancelOnConnectionLoss"/>).
    /// </summary>
    public CancellationToken CancellationToken { get; }
}
