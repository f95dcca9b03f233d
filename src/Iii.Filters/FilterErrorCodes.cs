namespace Iii.Filters;

/// <summary>Holds the codes of <see cref="FilterError" />.</summary>
public static class FilterErrorCodes
{
    /// <summary>The code of a text that is not a filter.</summary>
    public const string InvalidFilter = "INVALID_FILTER";

    /// <summary>The code of a filter with a path that the schemas of the function rule out.</summary>
    public const string InvalidFilterPath = "INVALID_FILTER_PATH";
}
