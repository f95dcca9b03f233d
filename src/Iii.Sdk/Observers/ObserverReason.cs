namespace Iii;

/// <summary>Explains the state of an observer.</summary>
/// <param name="Code">
/// The reason for programs; see <see cref="ObserverErrorCodes"/>. The host of the observed function may give codes of its own.
/// </param>
/// <param name="Message">The reason for people.</param>
public sealed record ObserverReason(string Code, string Message);
