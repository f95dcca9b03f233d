namespace Iii.Connection;

/// <summary>Counts failed attempts and says how long to wait before the next one.</summary>
internal sealed class Backoff(IIIReconnectOptions options)
{
    private int _attempt;

    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    public static void Check(IIIReconnectOptions options)
    {
        if (options.InitialDelay <= TimeSpan.Zero || options.MaxDelay < options.InitialDelay || options.Multiplier < 1 || options.Jitter is < 0 or > 1 || options.MaxAttempts < 0)
        {
            throw new ArgumentException(
                $"options.Reconnect does not fit together: InitialDelay {options.InitialDelay} must be longer than zero, MaxDelay {options.MaxDelay} no shorter than that, " +
                $"Multiplier {options.Multiplier} at least 1, Jitter {options.Jitter} between 0 and 1, MaxAttempts {options.MaxAttempts} not negative.");
        }
    }

    /// <summary>How long to wait before an attempt, of which the first is 0.</summary>
    /// <param name="random">Where in the jitter: from 0 to 1.</param>
    public static TimeSpan Delay(IIIReconnectOptions options, int attempt, double random)
    {
        var delay = Math.Min(options.InitialDelay.TotalMilliseconds * Math.Pow(options.Multiplier, attempt), options.MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(delay * (1 + (options.Jitter * ((2 * random) - 1))));
    }

    /// <summary>The next wait; null when the worker should give up.</summary>
    public TimeSpan? Next() =>
        options.MaxAttempts is { } most && _attempt >= most ? null : Delay(options, _attempt++, Random.Shared.NextDouble());

    public void Reset() => _attempt = 0;
}
