using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>Limits how often, how long and how many at once an observer fires.</summary>
/// <param name="MaxFires">It is disposed after so many; null for no limit.</param>
/// <param name="ExpiresInMs">It is disposed after so long; null for never.</param>
/// <param name="MaxInFlight">How many activations run at once; null where it does not say so.</param>
internal readonly record struct ObserverPolicy(long? MaxFires, long? ExpiresInMs, int? MaxInFlight)
{
    /// <summary>Gets how many activations run at once.</summary>
    public int Concurrency => MaxInFlight ?? ObserverLimits.MaxInFlight;

    /// <summary>Reads the policy of an <c>observe</c> frame.</summary>
    /// <param name="problem">What is wrong with it; null when nothing is.</param>
    public static ObserverPolicy Read(JsonElement frame, out string? problem)
    {
        problem = null;
        var maxFires = Number(frame, "max_fires", 1, ref problem);
        var expires = Number(frame, "expires_in_ms", 0, ref problem);
        var maxInFlight = Number(frame, "max_in_flight", 1, ref problem);
        return new ObserverPolicy(maxFires, expires, maxInFlight is { } running ? (int)Math.Min(running, int.MaxValue) : null);
    }

    private static long? Number(JsonElement frame, string name, long least, ref string? problem)
    {
        if (frame.Json(name) is not { } json)
        {
            return null;
        }

        if (json.ValueKind is JsonValueKind.Number && json.TryGetUInt64(out var value) && (decimal)value >= least)
        {
            return (long)Math.Min(value, long.MaxValue);
        }

        problem ??= $"`{name}` must be a whole number of at least {least}";
        return null;
    }
}
