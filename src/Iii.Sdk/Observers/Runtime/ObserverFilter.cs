using System.Text.Json;
using Iii.Registration;

namespace Iii.Observers;

/// <summary>Checks the filters of observers.</summary>
internal static class ObserverFilter
{
    /// <summary>Finds out why the engine would refuse a filter.</summary>
    /// <param name="filter">The filter, as JSON.</param>
    /// <returns>Null when it would not.</returns>
    public static ObserverReason? Refusal(ReadOnlySpan<byte> filter)
    {
        try
        {
            JsonText.Check(filter);
            return null;
        }
        catch (JsonException e)
        {
            return new ObserverReason(ObserverErrorCodes.InvalidFilter, $"The filter is not JSON: {e.Message}");
        }
    }

    /// <summary>Finds out why a host cannot evaluate a filter that the engine sends in its normal form.</summary>
    /// <returns>Null when it can.</returns>
    public static ObserverReason? RejectionOfNormalForm(ReadOnlySpan<byte> filter) => Refusal(filter);
}
