using System.Text.Json;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>Messages as the journal keeps them.</summary>
internal static class StoredMessage
{
    /// <summary>The name of all queues' messages in the journal.</summary>
    public const string Collection = "queue";

    /// <summary>A message that is new, or waits for another attempt; it keeps its place.</summary>
    public static IIIStorageRecord Put(QueuedMessage message) => Put(message, null);

    /// <summary>A message that has failed for good.</summary>
    public static IIIStorageRecord Put(DeadLetter letter) => Put(letter.Message, letter);

    /// <summary>A message that is done with.</summary>
    public static IIIStorageRecord Remove(QueuedMessage message) => new(Collection, message.Queue, message.Id, null);

    /// <summary>What was kept: a message, and how it failed if it is a dead letter.</summary>
    public static (QueuedMessage Message, DeadLetter? Dead) Read(IIIStorageRecord record)
    {
        var json = CanonicalJson.Restore(record.Json!);
        var retries = new RetryPolicy(json.GetProperty("max_attempts").GetInt64(), TimeSpan.FromMilliseconds(json.GetProperty("backoff_ms").GetDouble()), json.IsTrue("is_fixed"));
        var message = new QueuedMessage(record.Group, json.GetProperty("data"), retries, json.GetProperty("created_at").GetInt64())
        {
            Id = record.Key,
            TraceParent = json.Text("traceparent"),
            Baggage = json.Text("baggage"),
            FunctionId = json.Text("function_id"),
            ReceiptId = json.Text("receipt_id"),
            Namespace = json.Text("namespace"),
            Attempts = json.GetProperty("attempts").GetInt32(),
            ProcessAt = json.Json("process_at")?.GetInt64(),
        };
        return (message, json.Text("error") is { } error ? new DeadLetter(message, error, json.GetProperty("failed_at").GetInt64()) : null);
    }

    private static IIIStorageRecord Put(QueuedMessage message, DeadLetter? dead)
    {
        var json = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("attempts", message.Attempts);
            writer.WriteNumber("backoff_ms", message.Retries.Backoff.TotalMilliseconds);
            writer.WriteOptional("baggage", message.Baggage);
            writer.WriteNumber("created_at", message.CreatedAt);
            writer.WritePropertyName("data");
            message.Data.WriteTo(writer);
            if (dead is not null)
            {
                writer.WriteString("error", dead.Error);
                writer.WriteNumber("failed_at", dead.FailedAt);
            }

            writer.WriteOptional("function_id", message.FunctionId);
            writer.WriteBoolean("is_fixed", message.Retries.IsFixed);
            writer.WriteNumber("max_attempts", message.Retries.MaxAttempts);
            writer.WriteOptional("namespace", message.Namespace);
            if (message.ProcessAt is { } at)
            {
                writer.WriteNumber("process_at", at);
            }

            writer.WriteOptional("receipt_id", message.ReceiptId);
            writer.WriteOptional("traceparent", message.TraceParent);
            writer.WriteEndObject();
        });
        return new IIIStorageRecord(Collection, message.Queue, message.Id, json.GetRawText());
    }
}
