namespace Iii;

/// <summary>What else the engine is told of a trigger that is registered by hand.</summary>
public sealed record TriggerOptions
{
    /// <summary>JSON that reaches the function beside each payload, as JSON text; null for none.</summary>
    public string? Metadata { get; init; }

    /// <summary>The namespace of the function. Default: the worker's own.</summary>
    public string? Namespace { get; init; }

    /// <summary>The namespace of the trigger's type. Default: the worker's own, then <c>default</c>.</summary>
    public string? TriggerNamespace { get; init; }

    internal void Check()
    {
        Check(Namespace, nameof(Namespace));
        Check(TriggerNamespace, nameof(TriggerNamespace));
    }

    private static void Check(string? space, string name)
    {
        if (space is not null && string.IsNullOrWhiteSpace(space))
        {
            throw new ArgumentException($"TriggerOptions.{name} is blank. Give it a name, or leave it null.");
        }
    }
}
