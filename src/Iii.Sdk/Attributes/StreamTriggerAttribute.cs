namespace Iii;

/// <summary>Calls a function after an item of a stream was created, updated or deleted, or an event was sent to it. Take a <see cref="StreamChange{T}"/> to see what happened.</summary>
/// <remarks>A method may carry several.</remarks>
/// <example>
/// <code>
/// [IIIFunction("chat::moderate"), StreamTrigger("chat", GroupId = "lobby")]
/// public static void OnMessage(StreamChange&lt;Message> change) => Moderator.Look(change.Data);
/// </code>
/// </example>
/// <param name="streamName">The stream to watch.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class StreamTriggerAttribute(string streamName) : Attribute
{
    /// <summary>The stream to watch.</summary>
    public string StreamName { get; } = streamName;

    /// <summary>The group to watch; null for all.</summary>
    public string? GroupId { get; set; }

    /// <summary>The item to watch; null for all.</summary>
    public string? ItemId { get; set; }

    /// <summary>The id of a function that gets the change first; only when it does not answer <c>false</c> is this function called.</summary>
    public string? ConditionFunctionId { get; set; }
}
