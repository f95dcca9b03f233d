namespace Iii;

/// <summary>The error codes of the platform that a worker or a caller meets. Functions may use any other.</summary>
public static class IIIErrorCodes
{
    /// <summary>The handler threw an exception that carries no code of its own.</summary>
    public const string InvocationFailed = "invocation_failed";

    /// <summary>The payload does not fit the function's parameters.</summary>
    public const string DeserializationError = "deserialization_error";

    /// <summary>The payload breaks what the function's parameters and their types are annotated with; see <see cref="ValidateAttribute"/>.</summary>
    public const string InvalidArguments = "INVALID_ARGUMENTS";

    /// <summary>The handler's result can not be written as JSON.</summary>
    public const string SerializationError = "serialization_error";

    /// <summary>The message would have more bytes than can be sent (64 MiB), or than its receiver takes. Nothing was sent.</summary>
    public const string PayloadTooLarge = "payload_too_large";

    /// <summary>Nobody has registered a function with this id in the namespace.</summary>
    public const string FunctionNotFound = "function_not_found";

    /// <summary>The worker that owns the function went away, or stops.</summary>
    public const string InvocationStopped = "invocation_stopped";

    /// <summary>The worker has more calls waiting than it accepts.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>No answer came in time: the caller waited no longer, or the function's own time limit was over. It may still be running.</summary>
    public const string Timeout = "TIMEOUT";

    /// <summary>The connection dropped after the call was sent and before its answer came; whether it ran is not known.</summary>
    public const string ConnectionLost = "CONNECTION_LOST";

    /// <summary>The worker is not connected and keeps as many unsent calls as it may.</summary>
    public const string NotConnected = "NOT_CONNECTED";

    /// <summary>The worker was stopped while the call waited.</summary>
    public const string Shutdown = "SHUTDOWN";

    /// <summary>The session may not call the function.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>There is no such thing; the engine says so of what it is asked for.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>Whoever was asked does not do such things.</summary>
    public const string NotSupported = "NOT_SUPPORTED";

    /// <summary>The call could not be put into a queue.</summary>
    public const string EnqueueError = "enqueue_error";

    /// <summary>A trigger could not be bound: its configuration is wrong, or its type's provider refuses it.</summary>
    public const string TriggerRegistrationFailed = "trigger_registration_failed";

    /// <summary>The trigger was taken back while somebody waited for it to be bound.</summary>
    public const string TriggerUnregistered = "TRIGGER_UNREGISTERED";

    /// <summary>The engine calls the function over HTTP; no worker runs it.</summary>
    public const string FunctionNotInvokable = "function_not_invokable";

    /// <summary>A trigger names a type that this worker does not provide.</summary>
    public const string TriggerTypeNotFound = "trigger_type_not_found";

    /// <summary>The engine has no channel with this id and key: it was never made, was swept because an end was not taken for five minutes, or its request is over.</summary>
    public const string ChannelNotFound = "CHANNEL_NOT_FOUND";

    /// <summary>Somebody else has taken this end of the channel.</summary>
    public const string ChannelTaken = "CHANNEL_TAKEN";

    /// <summary>The channel ended without being completed: the other end or the engine has gone.</summary>
    public const string ChannelLost = "CHANNEL_LOST";

    /// <summary>The channel holds more than the reader wants to keep in memory.</summary>
    public const string ChannelTooLarge = "CHANNEL_TOO_LARGE";

    /// <summary>The peer's error has no code.</summary>
    public const string Unknown = "UNKNOWN";
}
