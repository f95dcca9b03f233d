using System.ComponentModel;

namespace Iii.Generated;

/// <summary>A trigger that a function is bound to by an attribute. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <param name="Type">The trigger type's id: <c>http</c>, <c>cron</c>, …</param>
/// <param name="Config">The configuration as JSON text, as the trigger type wants it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TriggerDefinition(string Type, string Config)
{
    /// <summary>Gets whether the function's result decides something where the trigger fires: a <see cref="StreamJoinResult"/> refuses a subscriber.</summary>
    public bool UsesResult { get; init; }
}
