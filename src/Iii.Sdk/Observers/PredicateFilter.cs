using System.ComponentModel;

namespace Iii.Generated;

/// <summary>Gives a source the filter that a predicate became. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PredicateFilter
{
    /// <summary>Returns the source with the filter.</summary>
    /// <param name="source">The source; it has no filter of its own.</param>
    /// <param name="filter">The filter as JSON text; null when every call matches.</param>
    /// <exception cref="ArgumentException">The source has a filter.</exception>
    public static ObserverSource On(ObserverSource source, string? filter)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Filter is null
            ? source with { Filter = filter }
            : throw new ArgumentException("The source has a filter, and the predicate is one too. Put both conditions into the predicate.", nameof(source));
    }
}
