using System.Text.Json;
using Iii.Modules;

namespace Iii;

/// <summary>A queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BrokerType"><c>builtin</c> for topics that are published to, <c>function_queue</c> for queues that calls are put into.</param>
/// <param name="SubscriberCount">How many functions take from it.</param>
public sealed record QueueSummary(string Name, string BrokerType, int SubscriberCount)
{
    internal static QueueSummary Read(JsonElement queue) =>
        new(queue.Text("name"), queue.Text("broker_type"), (int)(queue.Number("subscriber_count") ?? 0));
}

/// <summary>How full a queue is.</summary>
/// <param name="Depth">How many messages wait.</param>
/// <param name="ConsumerCount">How many functions take from it.</param>
/// <param name="DeadLetterCount">How many messages could not be handled.</param>
public sealed record QueueStatistics(long Depth, int ConsumerCount, long DeadLetterCount)
{
    internal static QueueStatistics Read(JsonElement statistics) =>
        new(statistics.Number("depth") ?? 0, (int)(statistics.Number("consumer_count") ?? 0), statistics.Number("dlq_depth") ?? 0);
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
        letter.Text("id"),
        letter.Json("payload") ?? default,
        letter.Json("error") is { } error ? error.ToString() : "",
        DateTimeOffset.FromUnixTimeSeconds(letter.Number("failed_at") ?? 0),
        (int)(letter.Number("retries") ?? 0),
        letter.Number("size_bytes") ?? 0);
}
