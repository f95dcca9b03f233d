using Iii.DevEngine.Invocations;

namespace Iii.Testing;

/// <summary>Why a function was called.</summary>
public enum IIIInvocationKind
{
    /// <summary>The engine asked for its own purposes: who a connection is, what may be registered, how a stream is kept.</summary>
    Engine = InvocationKind.Engine,

    /// <summary>Somebody waited for the result.</summary>
    Call = InvocationKind.Call,

    /// <summary>A worker called and did not wait.</summary>
    Send = InvocationKind.Send,

    /// <summary>A worker put a call into a named queue.</summary>
    Enqueue = InvocationKind.Enqueue,

    /// <summary>A message of a queue or of a durable topic was delivered.</summary>
    Queue = InvocationKind.Queue,

    /// <summary>A trigger fired.</summary>
    Trigger = InvocationKind.Trigger,

    /// <summary>A trigger asked whether it may fire.</summary>
    Condition = InvocationKind.Condition,

    /// <summary>A function that stands before another one was asked.</summary>
    Middleware = InvocationKind.Middleware,

    /// <summary>An observer ran its target.</summary>
    Observer = InvocationKind.Observer,
}
