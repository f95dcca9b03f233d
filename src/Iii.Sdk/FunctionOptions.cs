namespace Iii;

/// <summary>What the engine is told of a function that is registered by hand.</summary>
public sealed record FunctionOptions
{
    /// <summary>What the function does, for people and for tools.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON Schema of the payload, as JSON text. Default: that of its type, made at compile time, where the function has types.</summary>
    public string? RequestSchema { get; init; }

    /// <summary>The JSON Schema of the result, as JSON text. Default: that of its type, made at compile time, where the function has types.</summary>
    public string? ResponseSchema { get; init; }

    /// <summary>Free JSON about the function, as JSON text.</summary>
    public string? Metadata { get; init; }
}
