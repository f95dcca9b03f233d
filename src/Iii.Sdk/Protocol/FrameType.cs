namespace Iii.Protocol;

/// <summary>The frames of the wire, by their <c>type</c>.</summary>
internal enum FrameType : byte
{
    Unknown,
    RegisterFunction,
    UnregisterFunction,
    RegisterTriggerType,
    UnregisterTriggerType,
    RegisterTrigger,
    UnregisterTrigger,
    TriggerRegistrationResult,
    InvokeFunction,
    InvocationResult,
    RegisterService,
    Ping,
    Pong,
    Reattach,
    WorkerRegistered,
    RegistrationRejected,
    Error,
    FunctionRegistered,
    ObserverAdded,
    ObserverRemoved,
    ObserveResult,
    ObserverStateChanged,
}
