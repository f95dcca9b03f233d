using System.Text.Json;

namespace Iii;

/// <summary>A queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BrokerType"><c>builtin</c> for topics that are published to, <c>function_queue</c> for queues that calls are put into.</param>
/// <param name="SubscriberCount">How many functions take from it.</param>
public sealed record QueueSummary(string Name, string BrokerType, int SubscriberCount)
{
    internal static QueueSummary Read(JsonElement queue) =>
        new(queue.GetProperty("name").GetString()!, queue.GetProperty("broker_type").GetString()!, queue.GetProperty("subscriber_count").GetInt32());
}

/// <summary>How full a queue is.</summary>
/// <param name="Depth">How many messages wait.</param>
/// <param name="ConsumerCount">How many functions take from it.</param>
/// <param name="DeadLetterCount">How many messages could not be handled.</param>
public sealed record QueueStatistics(long Depth, int ConsumerCount, long DeadLetterCount)
{
    internal static QueueStatistics Read(JsonElement statistics) =>
        new(statistics.GetProperty("depth").GetInt64(), statistics.GetProperty("consumer_count").GetInt32(), statistics.GetProperty("dlq_depth").GetInt64());
}

/// <summary>A message that could not be handled.</summary>
/// <param name="Id">Its id, for <see cref="IIIQueues.RedriveMessageAsync"/>.</param>
/// <param name="Payload">The message.</param>
/// <param name="Error">Why the last attempt failed.</param>
/// <param name="FailedAt">When the last attempt failed, to the second.</param>
/// <param name="Retries">How often it was tried again.</param>
/// <param name="SizeBytes">The size of its JSON.</param>
public sealed record DeadLetter(string Id, JsonElement Payload, string Error, DateTimeOffset FailedAt, int Retries, long SizeBytes)
{
    internal static DeadLetter Read(JsonElement letter) => new(
        letter.GetProperty("id").GetString()!,
        letter.GetProperty("payload").Clone(),
        letter.GetProperty("error").ToString(),
        DateTimeOffset.FromUnixTimeSeconds(letter.GetProperty("failed_at").GetInt64()),
        letter.GetProperty("retries").GetInt32(),
        letter.GetProperty("size_bytes").GetInt64());
}
