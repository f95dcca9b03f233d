namespace Iii;

/// <summary>Selects the outcomes of a call that an observer fires on.</summary>
[Flags]
public enum Outcomes
{
    /// <summary>Selects calls that returned.</summary>
    Success = 1,

    /// <summary>Selects calls whose handler failed.</summary>
    Error = 2,

    /// <summary>Selects every call that ended, whatever its outcome.</summary>
    Complete = Success | Error,
}
