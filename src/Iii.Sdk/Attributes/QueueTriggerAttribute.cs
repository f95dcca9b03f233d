namespace Iii;

/// <summary>Calls a function with each message of a durable topic (trigger type <c>durable:subscriber</c>). A result acknowledges the message, an exception has it delivered again.</summary>
/// <remarks>
/// The payload is what was published, without an envelope. Options that are not set are not sent, and the queue's own defaults hold: three deliveries in all, then the
/// message is dead-lettered. Which options have an effect is up to the queue behind the engine; the built-in one knows <see cref="Mode"/>, <see cref="MaxRetries"/>,
/// <see cref="Concurrency"/> and <see cref="BackoffDelayMs"/>. Values out of range are an error at compile time (III033).
/// </remarks>
/// <example>
/// <code>
/// [IIIFunction("email::send"), QueueTrigger("emails", Mode = QueueMode.Fifo, MaxRetries = 5)]
/// public static Task SendAsync(Email email) => Mailer.SendAsync(email);
/// </code>
/// </example>
/// <param name="topic">The topic.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class QueueTriggerAttribute(string topic) : Attribute
{
    /// <summary>The topic.</summary>
    public string Topic { get; } = topic;

    /// <summary>The id of a function that gets the message first; when it answers <c>false</c> the message is acknowledged without a call.</summary>
    public string? ConditionFunctionId { get; set; }

    /// <summary>Whether messages are worked on side by side, or one after the other.</summary>
    public QueueMode Mode { get; set; }

    /// <summary>How often a message is delivered again after the first time: 0 and up.</summary>
    public int MaxRetries { get; set; }

    /// <summary>How many messages are worked on at once, 0 to 65535; 0 pauses the function.</summary>
    public int Concurrency { get; set; }

    /// <summary>How long a message stays hidden from others while it is worked on, in seconds: 1 and up.</summary>
    public int VisibilityTimeout { get; set; }

    /// <summary>How long a message waits before its first delivery, in seconds: 0 to 900.</summary>
    public int DelaySeconds { get; set; }

    /// <summary>How the wait between deliveries grows.</summary>
    public QueueBackoff BackoffType { get; set; }

    /// <summary>The wait before the second delivery, in milliseconds: 0 and up.</summary>
    public int BackoffDelayMs { get; set; }

    /// <summary>Makes a priority queue with this many levels, 1 to 255. RabbitMQ only.</summary>
    public int MaxPriority { get; set; }
}

/// <summary>In which order a queue's messages are worked on.</summary>
public enum QueueMode
{
    /// <summary>Side by side, in no order.</summary>
    Concurrent,

    /// <summary>In the order of their publication.</summary>
    Fifo,
}

/// <summary>How the wait between two deliveries of a message grows.</summary>
public enum QueueBackoff
{
    /// <summary>It doubles each time.</summary>
    Exponential,

    /// <summary>It stays the same.</summary>
    Fixed,
}
