namespace Iii.Observers.Triggers;

/// <summary>Represents a trigger as an observer of the function that engines without triggers have in the place of its type.</summary>
/// <param name="FunctionId">The id of the observed function.</param>
internal sealed record TriggerSource(string FunctionId)
{
    /// <summary>Gets the arguments for the function's host, as JSON text; null where the function takes none.</summary>
    public string? Args { get; init; }

    /// <summary>Gets the filter as JSON text; null when every event matches.</summary>
    public string? Filter { get; init; }

    /// <summary>Gets whether the target receives the bare event; false where the host calls the target through the observer with a payload of its own.</summary>
    public bool IsDelivered { get; init; } = true;

    /// <summary>Gets whether the engine itself hosts the function, which then is in the namespace <c>default</c>.</summary>
    public bool IsHostedByEngine { get; init; }

    /// <summary>Gets the function that decides before the handler runs; null for none. Observers have no such field, so the worker calls it.</summary>
    public string? ConditionFunctionId { get; init; }

    /// <summary>Gets whether the handler takes the <c>data</c> of the event instead of the whole event.</summary>
    public bool UnwrapsData { get; init; }

    /// <summary>Gets whether the payload is an HTTP request, whose caller waits for an HTTP response.</summary>
    public bool IsHttp { get; init; }
}
