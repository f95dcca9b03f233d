namespace Iii.Connection;

/// <summary>Counts failed attempts and says how long to wait before the next one.</summary>
internal sealed class Backoff(IIIReconnectOptions options)
{
    private int _attempt;

    /// <summary>The next wait; null when the worker should give up.</summary>
    public TimeSpan? Next() =>
        options.MaxAttempts is { } most && _attempt >= most ? null : options.Delay(_attempt++, Random.Shared.NextDouble());

    public void Reset() => _attempt = 0;
}
