namespace Iii.Validation;

/// <summary>One thing that is wrong with the arguments of a call.</summary>
/// <param name="Path">Where: <c>lines[2].quantity</c>; empty for the payload as a whole.</param>
/// <param name="Message">What is wrong.</param>
internal readonly record struct Violation(string Path, string Message)
{
    /// <summary>The payload as a whole is <c>$</c>, as in other messages.</summary>
    public override string ToString() => $"{(Path.Length == 0 ? "$" : Path)}: {Message}";
}
