using System.Text.Json;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>A message that waits, is worked on, or has failed for good.</summary>
/// <param name="Queue">The name of the queue that holds it.</param>
/// <param name="Retries">How often, and how far apart, it is tried; those of its subscriber go before these.</param>
/// <param name="CreatedAt">In milliseconds since 1970.</param>
internal sealed record QueuedMessage(string Queue, JsonElement Data, RetryPolicy Retries, long CreatedAt)
{
    public string Id { get; init; } = Guid.NewGuid().ToString();

    public string? TraceParent { get; init; }

    public string? Baggage { get; init; }

    /// <summary>Who is to be called; null when the subscription says it.</summary>
    public string? FunctionId { get; init; }

    /// <summary>The receipt that whoever put it in has got.</summary>
    public string? ReceiptId { get; init; }

    /// <summary>Where the function is; null for the default.</summary>
    public string? Namespace { get; init; }

    /// <summary>How often it was tried so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this time, in milliseconds since 1970.</summary>
    public long? ProcessAt { get; init; }

    /// <summary>Where the journal has it: nobody works on it before it is kept.</summary>
    public long Position { get; init; }

    /// <summary>This message, not before a time from now on.</summary>
    /// <param name="now">In milliseconds since 1970.</param>
    public QueuedMessage After(TimeSpan delay, long now) => delay > TimeSpan.Zero ? this with { ProcessAt = now + (long)delay.TotalMilliseconds } : this;
}

/// <summary>How often a message is tried, and how long it waits between.</summary>
/// <param name="MaxAttempts">All attempts, the first among them.</param>
/// <param name="Backoff">The wait after the first failure.</param>
/// <param name="IsFixed">The wait stays; else it doubles with every failure.</param>
internal sealed record RetryPolicy(long MaxAttempts, TimeSpan Backoff, bool IsFixed = false)
{
    // What a timer can wait; a back-off beyond it is no back-off any more.
    public static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    public static RetryPolicy Default { get; } = new(3, TimeSpan.FromSeconds(1));

    /// <summary>How long to wait after this many failures.</summary>
    public TimeSpan DelayAfter(int attempts)
    {
        var milliseconds = IsFixed ? Backoff.TotalMilliseconds : Backoff.TotalMilliseconds * Math.Pow(2, Math.Max(attempts - 1, 0));
        return milliseconds < Longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : Longest;
    }
}

/// <summary>A message that failed as often as it may.</summary>
/// <param name="FailedAt">In milliseconds since 1970.</param>
internal sealed record DeadLetter(QueuedMessage Message, string Error, long FailedAt)
{
    /// <summary>How many bytes the real engine stores for it.</summary>
    public int SizeInBytes => CanonicalJson.SizeOf(CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", Error);
        writer.WriteNumber("failed_at", FailedAt);
        writer.WriteStartObject("job");
        writer.WriteNumber("attempts_made", Message.Attempts);
        writer.WriteNumber("backoff_delay_ms", (long)Message.Retries.Backoff.TotalMilliseconds);
        writer.WriteString("baggage", Message.Baggage);
        writer.WriteNumber("created_at", Message.CreatedAt);
        writer.WriteField("data", Message.Data);
        writer.WriteString("function_id", Message.FunctionId);
        writer.WriteNull("group_id");
        writer.WriteString("id", Message.Id);
        writer.WriteNumber("max_attempts", Message.Retries.MaxAttempts);
        writer.WriteString("message_id", Message.ReceiptId);
        writer.WriteOptional("namespace", Message.Namespace);
        if (Message.ProcessAt is { } at)
        {
            writer.WriteNumber("process_at", at);
        }
        else
        {
            writer.WriteNull("process_at");
        }

        writer.WriteString("queue", Message.Queue);
        writer.WriteString("traceparent", Message.TraceParent);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }));
}
