namespace Iii;

/// <summary>Calls a function with each log record that the engine stores, its own and those of all workers. It gets a <see cref="LogRecord"/>.</summary>
/// <remarks>
/// The engine calls the function in the namespace <c>default</c>, whatever the worker's is. A function that logs is called for what it logs, too: choose a level that it does
/// not write. A method may carry several.
/// </remarks>
/// <param name="level">The level, exactly: <see cref="LogTriggerLevel.Warn"/> does not bring errors.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class LogTriggerAttribute(LogTriggerLevel level = LogTriggerLevel.All) : Attribute
{
    /// <summary>The level.</summary>
    public LogTriggerLevel Level { get; } = level;
}

/// <summary>Which log records a <see cref="LogTriggerAttribute"/> brings.</summary>
public enum LogTriggerLevel
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those of the level <c>TRACE</c>.</summary>
    Trace,

    /// <summary>Those of the level <c>DEBUG</c>.</summary>
    Debug,

    /// <summary>Those of the level <c>INFO</c>.</summary>
    Info,

    /// <summary>Those of the level <c>WARN</c>.</summary>
    Warn,

    /// <summary>Those of the level <c>ERROR</c>.</summary>
    Error,
}
