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
}
