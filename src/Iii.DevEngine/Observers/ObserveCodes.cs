namespace Iii.DevEngine.Observers;

/// <summary>Names the codes with which the engine refuses, rejects, ends and drops.</summary>
internal static class ObserveCodes
{
    public const string InvalidArgs = "INVALID_ARGS";
    public const string InvalidArgsFormat = "INVALID_ARGS_FORMAT";
    public const string InvalidFilter = "INVALID_FILTER";
    public const string InvalidFilterPath = "INVALID_FILTER_PATH";
    public const string Unsupported = "UNSUPPORTED";
    public const string NotObservable = "NOT_OBSERVABLE";
    public const string Forbidden = "FORBIDDEN";
    public const string SelfTarget = "SELF_TARGET";
    public const string LimitExceeded = "LIMIT_EXCEEDED";
    public const string IdConflict = "OBSERVER_ID_CONFLICT";
    public const string OwnerTimeout = "OWNER_TIMEOUT";
    public const string OwnerUnavailable = "OWNER_UNAVAILABLE";
    public const string TargetUnavailable = "TARGET_UNAVAILABLE";
    public const string Disconnected = "OBSERVER_DISCONNECTED";
    public const string Expired = "EXPIRED";
    public const string MaxFires = "MAX_FIRES";
    public const string Unobserved = "UNOBSERVED";
    public const string NotFound = "OBSERVER_NOT_FOUND";
    public const string NotFunctionOwner = "NOT_FUNCTION_OWNER";
    public const string NotActive = "OBSERVER_NOT_ACTIVE";
    public const string Overflow = "OVERFLOW";
    public const string LoopGuard = "LOOP_GUARD";
    public const string Inactive = "INACTIVE";
}
