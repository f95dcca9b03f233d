namespace Iii.DevEngine;

/// <summary>How much the engine keeps for workers and clients that do not take it. The real engine has none of these limits.</summary>
internal sealed record EngineLimits
{
    /// <summary>Registrations of one worker that wait for its namespace; one that sends more is cut off.</summary>
    public long WaitingRegistrationBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Calls of one worker that are under way; more are refused.</summary>
    public long OpenCallBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>Answers to one worker that wait until it reads; while there are more, no further call or registration of it is read.</summary>
    public long UnreadAnswerBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a worker may read no answer at all while the engine waits for it; then it is cut off.</summary>
    public TimeSpan UnreadPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Everything that waits until one worker reads, calls of others among it; one that leaves more is cut off.</summary>
    public long UnreadBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Subscriptions of one client of streams; more are refused.</summary>
    public int Subscriptions { get; init; } = 10_000;

    /// <summary>Observers of one connection; more are refused.</summary>
    public int ObserversOfWorker { get; init; } = 10_000;

    /// <summary>Observers of one function; more are refused.</summary>
    public int ObserversOfFunction { get; init; } = 10_000;

    /// <summary>All observers; more are refused.</summary>
    public int Observers { get; init; } = 100_000;

    /// <summary>Activations of all observers that wait for others to end; more are dropped.</summary>
    public long WaitingActivationBytes { get; init; } = 256 * 1024 * 1024;
}
