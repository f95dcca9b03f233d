namespace Iii;

/// <summary>How one call differs from the others.</summary>
public sealed record CallOptions
{
    /// <summary>How long the call waits for its answer. Default: <see cref="IIIWorkerOptions.CallTimeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The namespace of the function. Default: the worker's own; ids that start with <c>engine::</c> always go to <c>default</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>JSON that travels beside the payload; empty for none.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The W3C trace context that the function's work belongs to. Default: that of <see cref="System.Diagnostics.Activity.Current"/>, or of the call that a handler's
    /// <see cref="IIIContext.Client"/> belongs to.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C baggage: <c>key=value,key2=value2</c>. Default: that of <see cref="System.Diagnostics.Activity.Current"/>, or of the call that a handler's
    /// <see cref="IIIContext.Client"/> belongs to.</summary>
    public string? Baggage { get; init; }

    /// <summary>Gets the call whose handler makes this one; null for a call that no handler makes.</summary>
    internal Invocation.CurrentInvocation? Invocation { get; init; }
}
