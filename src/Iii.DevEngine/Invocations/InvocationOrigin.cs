using Iii.DevEngine.Observers;

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

    /// <summary>An observer runs its target.</summary>
    Observer,
}

/// <summary>Where a call comes from.</summary>
/// <param name="TriggerType">The type of the trigger that fired, or the module that calls.</param>
/// <param name="TriggerId">The binding that fired, or the queue that delivers.</param>
internal readonly record struct InvocationOrigin(InvocationKind Kind, string? TriggerType = null, string? TriggerId = null)
{
    /// <summary>The observer that runs its target; null for other calls.</summary>
    public ObserveRequest? Observer { get; init; }

    /// <summary>The observed call that caused it; null when there is none, or when it did not pass the engine.</summary>
    public RoutedInvocation? Cause { get; init; }

    /// <summary>
    /// Makes the origin of an activation, or of a call through an observer. An observer that stands for a trigger is recorded as that trigger.
    /// </summary>
    public static InvocationOrigin Of(InvocationKind kind, ObserveRequest observer, RoutedInvocation? cause) => observer.Trigger is { } trigger
        ? new(kind is InvocationKind.Observer ? InvocationKind.Trigger : kind, trigger.Type, observer.Id) { Observer = observer, Cause = cause }
        : new(kind) { Observer = observer, Cause = cause };

    public static InvocationOrigin Of(InvocationKind kind, RegisteredTrigger trigger) => new(kind, trigger.Type, trigger.Id);
}
