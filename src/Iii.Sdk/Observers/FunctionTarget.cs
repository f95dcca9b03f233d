namespace Iii;

/// <summary>Names the function that an observer runs.</summary>
/// <param name="FunctionId">The function's id.</param>
public sealed record FunctionTarget(string FunctionId)
{
    /// <summary>
    /// Gets the function's namespace. Default: <c>default</c> for ids that start with <c>engine::</c> or <c>configuration::</c>, else the
    /// worker's own.
    /// </summary>
    public string? Namespace { get; init; }

    /// <summary>Names a function.</summary>
    /// <param name="functionId">The function's id.</param>
    public static implicit operator FunctionTarget(string functionId) => new(functionId);

    /// <summary>Names a function.</summary>
    /// <param name="functionId">The function's id.</param>
    public static FunctionTarget FromString(string functionId) => new(functionId);
}
