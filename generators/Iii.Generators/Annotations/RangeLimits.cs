namespace Iii.Generators.Annotations;

/// <summary>The limits of a [Range], as text.</summary>
/// <param name="Minimum">The lower one; null when nothing is below it.</param>
/// <param name="Maximum">The upper one; null when nothing is above it.</param>
internal sealed record RangeLimits(string? Minimum, string? Maximum, bool IsMinimumExclusive, bool IsMaximumExclusive)
{
    /// <summary>What a value must be.</summary>
    public string Words => (Minimum, Maximum) switch
    {
        ({ } only, { } same) when only == same => $"must be {only}",
        ({ } least, { } most) when !IsMinimumExclusive && !IsMaximumExclusive => $"must be between {least} and {most}",
        (null, null) => "must be a number",
        _ => "must be " + string.Join(" and ", new[] { Minimum is null ? null : (IsMinimumExclusive ? "more than " : "at least ") + Minimum, Maximum is null ? null : (IsMaximumExclusive ? "less than " : "at most ") + Maximum }.Where(p => p is not null)),
    };

    /// <summary>The limits as keywords, for which each must be JSON.</summary>
    public IEnumerable<KeyValuePair<string, string>> Keywords
    {
        get
        {
            if (Minimum is not null)
            {
                yield return new(IsMinimumExclusive ? "exclusiveMinimum" : "minimum", Minimum);
            }

            if (Maximum is not null)
            {
                yield return new(IsMaximumExclusive ? "exclusiveMaximum" : "maximum", Maximum);
            }
        }
    }
}
