namespace Iii.DevEngine.Observers;

/// <summary>Bounds what observers may take.</summary>
internal static class ObserverLimits
{
    /// <summary>How deep a chain of activations may be.</summary>
    public const int Depth = 8;

    /// <summary>How many activations of one observer run at once where it does not say so.</summary>
    public const int MaxInFlight = 64;

    /// <summary>How many activations of one observer wait.</summary>
    public const int Queue = 1024;

    /// <summary>How many observers were disposed while their worker was away and are remembered for it.</summary>
    public const int Tombstones = 10_000;

    /// <summary>How many codes an observer counts drops by; more count together.</summary>
    public const int DropCodes = 32;

    /// <summary>How long a host may take to acknowledge an observer.</summary>
    public static readonly TimeSpan Acknowledgement = TimeSpan.FromSeconds(30);

    /// <summary>How long the observers of a lost worker wait for it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>How long a disposed observer is remembered.</summary>
    public static readonly TimeSpan Tombstone = TimeSpan.FromMinutes(5);

    /// <summary>How long a timer can wait.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);
}
