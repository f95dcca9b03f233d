namespace Iii;

/// <summary>Calls a function after an entry of the engine's configuration was registered, updated or deleted. Take a <see cref="ConfigurationChange{T}"/> to see what changed.</summary>
/// <remarks>A method may carry several.</remarks>
/// <example>
/// <code>
/// [IIIFunction("limits::changed"), ConfigurationTrigger("limits", Events = ConfigurationEvents.Updated)]
/// public static void OnLimits(ConfigurationChange&lt;Limits> change) => Limits.Current = change.NewValue;
/// </code>
/// </example>
/// <param name="configurationId">The entry to watch; null for all.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ConfigurationTriggerAttribute(string? configurationId = null) : Attribute
{
    /// <summary>The entry to watch; null for all.</summary>
    public string? ConfigurationId { get; } = configurationId;

    /// <summary>What has to happen to it. Default: anything.</summary>
    public ConfigurationEvents Events { get; set; } = ConfigurationEvents.All;

    /// <summary>The id of a function that gets the change first; only when it does not answer <c>false</c> is this function called.</summary>
    public string? ConditionFunctionId { get; set; }
}

/// <summary>What can happen to an entry of the engine's configuration.</summary>
[Flags]
public enum ConfigurationEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It became known.</summary>
    Registered = 1,

    /// <summary>It was set, or registered again.</summary>
    Updated = 2,

    /// <summary>It is gone.</summary>
    Deleted = 4,

    /// <summary>All of these.</summary>
    All = Registered | Updated | Deleted,
}
