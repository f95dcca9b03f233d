namespace Iii;

/// <summary>Specifies how an observed call ended.</summary>
public enum InvocationStatus
{
    /// <summary>The call returned.</summary>
    Success,

    /// <summary>The call failed.</summary>
    Error,
}
