namespace Iii.Filters;

/// <summary>Represents a path that could not be checked.</summary>
/// <param name="Path">The path; <c>[*]</c> is an element of <c>$any</c>.</param>
/// <param name="Message">Why it could not be checked.</param>
public sealed record FilterPathWarning(string Path, string Message)
{
    /// <summary>Returns the message.</summary>
    public override string ToString() => Message;
}
