namespace Iii.DevEngine.Invocations;

/// <summary>Why a function is called.</summary>
internal enum InvocationKind
{
    /// <summary>The engine asks for its own purposes: who a connection is, what may be registered, how a stream is kept.</summary>
    Engine,

    /// <summary>Somebody waits for the result.</summary>
    Call,

    /// <summary>A worker calls and does not wait.</summary>
    Send,

    /// <summary>A worker puts a call into a named queue.</summary>
    Enqueue,

    /// <summary>A message of a queue or a durable topic is delivered.</summary>
    Queue,

    /// <summary>A trigger fires.</summary>
    Trigger,

    /// <summary>A trigger asks whether it may fire.</summary>
    Condition,

    /// <summary>A function that stands before another one is asked.</summary>
    Middleware,
}

/// <summary>Where a call comes from.</summary>
/// <param name="TriggerType">The type of the trigger that fired, or the module that calls.</param>
/// <param name="TriggerId">The binding that fired, or the queue that delivers.</param>
internal readonly record struct InvocationOrigin(InvocationKind Kind, string? TriggerType = null, string? TriggerId = null)
{
    public static InvocationOrigin Of(InvocationKind kind, RegisteredTrigger trigger) => new(kind, trigger.Type, trigger.Id);
}
