namespace Iii.Filters;

/// <summary>Specifies the parts of a call that a filter reads.</summary>
[Flags]
public enum FilterRoots
{
    /// <summary>The filter reads nothing.</summary>
    None = 0,

    /// <summary>The filter reads what the function was called with.</summary>
    Input = 1,

    /// <summary>The filter reads what the function returned.</summary>
    Output = 2,

    /// <summary>The filter reads the error that the call ended with.</summary>
    Error = 4,

    /// <summary>The filter reads who called the function.</summary>
    Caller = 8,

    /// <summary>The filter reads the metadata of the call.</summary>
    Metadata = 16,
}
