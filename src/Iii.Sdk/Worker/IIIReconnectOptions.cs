namespace Iii;

/// <summary>When a worker tries again after its connection was lost or could not be made.</summary>
public sealed class IIIReconnectOptions
{
    /// <summary>The first wait. Default: 1 s.</summary>
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait. Default: 30 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer each wait is than the one before. Default: 2.</summary>
    public double Multiplier { get; set; } = 2;

    /// <summary>By which part of itself a wait is made longer or shorter at random, so that workers do not come back all at once. Default: 0.3.</summary>
    public double Jitter { get; set; } = 0.3;

    /// <summary>How many attempts in a row may fail before the worker gives up; null for any number. Default: null.</summary>
    public int? MaxAttempts { get; set; }
}
