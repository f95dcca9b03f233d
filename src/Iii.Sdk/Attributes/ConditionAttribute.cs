namespace Iii;

/// <summary>
/// Asks a function first: only when it does not answer <c>false</c> do the triggers of this method call it. It holds for each of them that can be asked and names no
/// <c>ConditionFunctionId</c> of its own.
/// </summary>
/// <example>
/// <code>
/// [IIIFunction("shop::night"), CronTrigger("0 0 3 * * *"), Condition(nameof(IsOpen))]
/// public static void Night(CronTick tick) { }
///
/// [IIIFunction("shop::is-open")]
/// public static bool IsOpen(CronTick tick) => tick.ScheduledTime.DayOfWeek is not DayOfWeek.Sunday;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ConditionAttribute : Attribute
{
    /// <summary>Asks a function of the same class.</summary>
    /// <param name="method">The method's name, with <c>nameof</c>; it has an <see cref="IIIFunctionAttribute"/>.</param>
    public ConditionAttribute(string method)
    {
        Method = method;
    }

    /// <summary>Asks a function of another class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="method">The method's name, with <c>nameof</c>; it has an <see cref="IIIFunctionAttribute"/>.</param>
    public ConditionAttribute(Type type, string method)
    {
        Type = type;
        Method = method;
    }

    /// <summary>The class; null for the one of the method that carries the attribute.</summary>
    public Type? Type { get; }

    /// <summary>The method's name.</summary>
    public string Method { get; }
}
