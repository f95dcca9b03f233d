using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>What a handler may know of the call that it answers. Take it as a parameter of the method; it may be kept after the call.</summary>
public sealed class IIIContext
{
    internal IIIContext(IIIClient client, ILogger logger, CancellationToken cancellationToken)
    {
        Client = client;
        Logger = logger;
        CancellationToken = cancellationToken;
    }

    /// <summary>The call's id; null when nobody waits for an answer.</summary>
    public string? InvocationId { get; internal init; }

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

    /// <summary>Calls other functions.</summary>
    public IIIClient Client { get; }

    /// <summary>The worker's logger.</summary>
    public ILogger Logger { get; }

    /// <summary>Fires when the worker stops and the time to finish is over.</summary>
    public CancellationToken CancellationToken { get; }
}
