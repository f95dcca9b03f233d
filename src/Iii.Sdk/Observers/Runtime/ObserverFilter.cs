using Iii.Filters;

namespace Iii.Observers;

/// <summary>Checks the filters of observers.</summary>
internal static class ObserverFilter
{
    /// <summary>Finds out why the engine would refuse a filter that an application wrote.</summary>
    /// <param name="filter">The filter, as JSON.</param>
    /// <returns>Null when it would not.</returns>
    public static ObserverReason? Refusal(ReadOnlySpan<byte> filter) =>
        Filter.TryParse(filter, out _, out var error) ? null : Reason(error);

    /// <summary>Finds out why a host cannot evaluate a filter that the engine sends in its normal form.</summary>
    /// <returns>Null when it can.</returns>
    public static ObserverReason? RejectionOfNormalForm(ReadOnlySpan<byte> filter) =>
        Filter.TryParseNormalForm(filter, out _, out var error) ? null : Reason(error);

    private static ObserverReason Reason(FilterError error) => new(error.Code, error.Message);
}
