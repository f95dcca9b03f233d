namespace Iii;

/// <summary>
/// Names the codes of observers: of the reasons of their states, of rejections, and of calls that concern them. The host of an observed
/// function may use any other.
/// </summary>
public static class ObserverErrorCodes
{
    /// <summary>The engine lacks a feature: it is older than 0.25, or does not take what the worker registers.</summary>
    public const string Unsupported = "UNSUPPORTED";

    /// <summary>The arguments do not fit the observed function, or the namespace or a limit is invalid.</summary>
    public const string InvalidArgs = "INVALID_ARGS";

    /// <summary>The schema that a function declares for the arguments of its observers is no valid JSON Schema.</summary>
    public const string InvalidArgsFormat = "INVALID_ARGS_FORMAT";

    /// <summary>The filter is malformed or exceeds a limit.</summary>
    public const string InvalidFilter = "INVALID_FILTER";

    /// <summary>The schema of the observed function excludes a path of the filter.</summary>
    public const string InvalidFilterPath = "INVALID_FILTER_PATH";

    /// <summary>The observed function does not allow observers.</summary>
    public const string NotObservable = "NOT_OBSERVABLE";

    /// <summary>The worker may not observe the function, or not use the target.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The target is the observed function itself.</summary>
    public const string SelfTarget = "SELF_TARGET";

    /// <summary>The engine takes no more observers of this worker or of this function.</summary>
    public const string LimitExceeded = "LIMIT_EXCEEDED";

    /// <summary>Another observer has the id.</summary>
    public const string ObserverIdConflict = "OBSERVER_ID_CONFLICT";

    /// <summary>The host of the observed function rejected the observer without a code of its own.</summary>
    public const string ObserveRejected = "OBSERVE_REJECTED";

    /// <summary>The host of the observed function did not accept the observer in time.</summary>
    public const string OwnerTimeout = "OWNER_TIMEOUT";

    /// <summary>No worker hosts the observed function at present.</summary>
    public const string OwnerUnavailable = "OWNER_UNAVAILABLE";

    /// <summary>The target is not registered at present.</summary>
    public const string TargetUnavailable = "TARGET_UNAVAILABLE";

    /// <summary>The worker that observes is not connected.</summary>
    public const string ObserverDisconnected = "OBSERVER_DISCONNECTED";

    /// <summary>The observer's time is over; see <see cref="ObserverOptions.ExpiresIn"/>.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>The observer has fired as often as it may; see <see cref="ObserverOptions.MaxFires"/>.</summary>
    public const string MaxFires = "MAX_FIRES";

    /// <summary>The worker ended the observer.</summary>
    public const string Unobserved = "UNOBSERVED";

    /// <summary>The engine has no observer with this id.</summary>
    public const string ObserverNotFound = "OBSERVER_NOT_FOUND";

    /// <summary>The worker that calls through an observer does not host the observed function.</summary>
    public const string NotFunctionOwner = "NOT_FUNCTION_OWNER";

    /// <summary>The observer does not fire at present.</summary>
    public const string ObserverNotActive = "OBSERVER_NOT_ACTIVE";

    /// <summary>As many activations run as may; see <see cref="ObserverOptions.MaxInFlight"/>.</summary>
    public const string Overflow = "OVERFLOW";

    /// <summary>The chain of observers that caused the call is too long.</summary>
    public const string LoopGuard = "LOOP_GUARD";

    /// <summary>A report concerned an observer or a function that is gone.</summary>
    public const string Inactive = "INACTIVE";

    /// <summary>A report was dropped because too many were waiting.</summary>
    public const string BufferFull = "BUFFER_FULL";

    /// <summary>A report was dropped because it exceeded the size limit.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>The observer is in error, and the engine gave no reason.</summary>
    public const string ObserverError = "OBSERVER_ERROR";
}
