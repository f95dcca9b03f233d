namespace Iii.Bench.Soak;

/// <summary>How calls have ended.</summary>
internal sealed class Tally
{
    private long _answered;
    private long _told;
    private long _lost;
    private long _reconnections;

    /// <summary>With the right answer.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>With an error that says what happened: the connection was lost, or the function's owner.</summary>
    public long Told => Interlocked.Read(ref _told);

    /// <summary>With a wrong answer, a time-out, or not at all.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    public long Reconnections => Interlocked.Read(ref _reconnections);

    public string? FirstLoss { get; private set; }

    public void Answer() => Interlocked.Increment(ref _answered);

    public void Tell() => Interlocked.Increment(ref _told);

    public void Lose(string how)
    {
        Interlocked.Increment(ref _lost);
        FirstLoss ??= how;
    }

    public void Reconnect() => Interlocked.Increment(ref _reconnections);
}
