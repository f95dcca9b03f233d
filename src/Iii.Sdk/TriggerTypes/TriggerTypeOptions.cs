namespace Iii;

/// <summary>What the engine is told of a trigger type.</summary>
public sealed record TriggerTypeOptions
{
    /// <summary>What makes its triggers fire, for people and for tools.</summary>
    public string? Description { get; init; }

    /// <summary>The type's namespace. Default: the worker's own.</summary>
    public string? Namespace { get; init; }

    /// <summary>The JSON Schema of a trigger's configuration, as JSON text. Default: that of its type, made at compile time.</summary>
    public string? ConfigSchema { get; init; }

    /// <summary>The JSON Schema of what functions get, as JSON text. Default: that of its type, made at compile time.</summary>
    public string? PayloadSchema { get; init; }
}
