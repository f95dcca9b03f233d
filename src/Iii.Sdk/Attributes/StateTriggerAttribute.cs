namespace Iii;

/// <summary>Calls a function after a value in the engine's state was set, updated or deleted. Take a <see cref="StateChange{T}"/> to see what changed.</summary>
/// <remarks>A method may carry several.</remarks>
/// <example>
/// <code>
/// [IIIFunction("users::index"), StateTrigger("users")]
/// public static void OnUser(StateChange&lt;User> change) => Index.Put(change.Key, change.NewValue);
/// </code>
/// </example>
/// <param name="scope">The scope to watch; null for all.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class StateTriggerAttribute(string? scope = null) : Attribute
{
    /// <summary>The scope to watch; null for all.</summary>
    public string? Scope { get; } = scope;

    /// <summary>The key to watch; null for all.</summary>
    public string? Key { get; set; }

    /// <summary>The id of a function that gets the change first; only when it does not answer <c>false</c> is this function called.</summary>
    public string? ConditionFunctionId { get; set; }
}
