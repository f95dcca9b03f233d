namespace Iii;

/// <summary>Selects the parts of an observed call that the target receives.</summary>
[Flags]
public enum Captures
{
    /// <summary>Selects nothing but ids, status and times.</summary>
    None = 0,

    /// <summary>Selects the call's payload.</summary>
    Input = 1,

    /// <summary>Selects the call's result; present when the call succeeded.</summary>
    Output = 2,

    /// <summary>Selects the call's error; present when the call failed.</summary>
    Error = 4,

    /// <summary>Selects who made the call.</summary>
    Caller = 8,

    /// <summary>Selects the call's metadata; present when the call had some.</summary>
    Metadata = 16,

    /// <summary>Selects what the engine captures when nothing is said: input, output and caller.</summary>
    Default = Input | Output | Caller,
}
