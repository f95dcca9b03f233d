namespace Iii.DevEngine;

/// <summary>A named queue, which functions are enqueued to.</summary>
public sealed record IIIQueueOptions
{
    /// <summary>How often a message is tried in all before it becomes a dead letter. Default: 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How many messages are worked on at once; a FIFO queue works on one. Default: 10.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>The field of the data that must be there when the queue is a FIFO queue; null for a queue without order. Default: null.</summary>
    public string? FifoGroupField { get; init; }

    /// <summary>How long a message waits after its first failure; the time doubles with each further one. Default: 1 s.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);
}
