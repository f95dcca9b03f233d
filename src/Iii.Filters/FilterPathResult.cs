namespace Iii.Filters;

/// <summary>Represents what the check of a filter's paths has found.</summary>
/// <param name="Error">The first path that a schema rules out; null if there is none.</param>
/// <param name="Warnings">The paths that could not be checked; none if there is an error.</param>
public sealed record FilterPathResult(FilterError? Error, IReadOnlyList<FilterPathWarning> Warnings);
