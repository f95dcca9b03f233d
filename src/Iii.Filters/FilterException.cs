namespace Iii.Filters;

/// <summary>Represents the error that a text is not a filter.</summary>
public sealed class FilterException : Exception
{
    /// <summary>Creates the exception for an error.</summary>
    /// <param name="error">The error.</param>
    public FilterException(FilterError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>Gets the error.</summary>
    public FilterError Error { get; }
}
