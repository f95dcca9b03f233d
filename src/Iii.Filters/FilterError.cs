namespace Iii.Filters;

/// <summary>Represents why a text is not a filter, or why a filter does not fit the schemas of a function.</summary>
/// <param name="Code"><see cref="FilterErrorCodes.InvalidFilter" /> or <see cref="FilterErrorCodes.InvalidFilterPath" />.</param>
/// <param name="Message">What is wrong, with the path or the operator as it was written.</param>
/// <param name="BytePosition">The position in the text, in bytes; 0 for errors of <see cref="FilterPathCheck" />.</param>
/// <param name="ByteLength">The length of what is wrong in bytes; 0 if only the position is known.</param>
public sealed record FilterError(string Code, string Message, int BytePosition = 0, int ByteLength = 0)
{
    /// <summary>Returns the code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
