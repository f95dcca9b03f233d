namespace Iii;

/// <summary>Represents the error of an observed call.</summary>
/// <param name="Code">The error's code.</param>
/// <param name="Message">The error's message.</param>
/// <param name="StackTrace">The stack trace, where the engine passes it on.</param>
public sealed record ObservedError(string Code, string Message, string? StackTrace = null);
