namespace Iii;

/// <summary>Calls a function when the engine has stored spans of traces: with the ids of all in about 0.3 seconds at once. It gets a <see cref="TraceActivity"/>.</summary>
/// <remarks>The engine calls the function in the namespace <c>default</c>, whatever the worker's is. A method may carry several.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class TraceTriggerAttribute : Attribute
{
    /// <summary>The service whose spans count; null for all.</summary>
    public string? ServiceName { get; set; }

    /// <summary>How the spans that count have ended. Default: in any way.</summary>
    public TraceTriggerStatus Status { get; set; }
}

/// <summary>Which spans a <see cref="TraceTriggerAttribute"/> looks at.</summary>
public enum TraceTriggerStatus
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Those that say that they went well.</summary>
    Ok,

    /// <summary>Those that failed.</summary>
    Error,

    /// <summary>Those that do not say.</summary>
    Unset,
}
