namespace Iii.Filters.Syntax;

/// <summary>Represents why a text is not a filter.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Position">The position in bytes.</param>
/// <param name="Length">The length of what is wrong in bytes; 0 if only the position is known.</param>
internal sealed record FilterFault(string Message, int Position, int Length);
