namespace Iii;

/// <summary>Selects the calls that an observer fires on, and what its target receives of them.</summary>
/// <param name="FunctionId">The id of the observed function.</param>
/// <example>
/// <code>
/// new ObserverSource("payments::charge") { Filter = """{"input.amount":{"$gte":500}}""", On = Outcomes.Error }
/// </code>
/// </example>
public sealed record ObserverSource(string FunctionId)
{
    /// <summary>
    /// Gets the namespace of the observed function. Default: <c>default</c> for ids that start with <c>engine::</c> or
    /// <c>configuration::</c>, else the worker's own.
    /// </summary>
    public string? Namespace { get; init; }

    /// <summary>Gets the arguments for the host of the observed function, as JSON text; null for none.</summary>
    public string? Args { get; init; }

    /// <summary>
    /// Gets the condition over a call's input, output, error, caller and metadata, as JSON text; null when every call matches.
    /// </summary>
    public string? Filter { get; init; }

    /// <summary>
    /// Gets the parts of a call that the target receives. Default: null, for which the engine captures <see cref="Captures.Default"/>.
    /// </summary>
    public Captures? Capture { get; init; }

    /// <summary>
    /// Gets the outcomes that the observer fires on. Default: null, for which the engine takes <see cref="Outcomes.Success"/>.
    /// </summary>
    public Outcomes? On { get; init; }

    /// <summary>
    /// Gets the payload that the target receives. Default: null, for which the engine delivers the <see cref="ObserverDelivery.Envelope"/>.
    /// </summary>
    public ObserverDelivery? Delivery { get; init; }

    /// <summary>Selects every successful call of a function.</summary>
    /// <param name="functionId">The id of the observed function.</param>
    public static implicit operator ObserverSource(string functionId) => new(functionId);

    /// <summary>Selects every successful call of a function.</summary>
    /// <param name="functionId">The id of the observed function.</param>
    public static ObserverSource FromString(string functionId) => new(functionId);
}
