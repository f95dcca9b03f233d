namespace Iii;

/// <summary>Calls a function with each event of a topic. Events are delivered at most once, to those who listen at the time; use <see cref="QueueTriggerAttribute"/> for what must not be lost.</summary>
/// <remarks>The payload is what was published, without an envelope. A method may carry several.</remarks>
/// <example>
/// <code>
/// [IIIFunction("audit::login"), SubscribeTrigger("users.login")]
/// public static void OnLogin(Login login) => Logins.Add(login);
/// </code>
/// </example>
/// <param name="topic">The topic, exactly; there are no wildcards.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SubscribeTriggerAttribute(string topic) : Attribute
{
    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;
}
