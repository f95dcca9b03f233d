using System.Text.Json;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>What can be seen of topics and named queues.</summary>
internal sealed class TopicFunctions(TopicSubscriptions topics, QueueRegistry registry, NamedQueues named)
{
    public IReadOnlyList<BuiltInFunction> All =>
    [
        new("engine::queue::list_topics", "Lists topics and named queues", null, _ => List()),
        new("engine::queue::topic_stats", "Counts the messages of a topic or named queue", new InputShape("TopicStatsInput", InputField.Required("topic") with { Alias = "queue" }), Stats),
    ];

    private static void WriteRow(Utf8JsonWriter writer, string name, int subscribers)
    {
        writer.WriteStartObject();
        writer.WriteString("broker_type", "builtin");
        writer.WriteString("name", name);
        writer.WriteNumber("subscriber_count", subscribers);
        writer.WriteEndObject();
    }

    private Outcome List() => Outcome.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var (topic, count) in topics.Topics)
        {
            WriteRow(writer, topic, count);
        }

        foreach (var (name, concurrency) in named.All)
        {
            WriteRow(writer, name, concurrency);
        }

        writer.WriteEndArray();
    });

    private Outcome Stats(BuiltInCall call)
    {
        var topic = call.Text("topic") ?? call.Required("queue");
        if (topic.Length == 0)
        {
            return Outcome.Failed("topic_required", "topic is required");
        }

        var concurrency = named.Concurrency(topic);
        var queues = concurrency is null ? topics.QueuesOf(topic) : [registry.Get(NamedQueues.Prefix + topic)];
        return Outcome.Object(writer =>
        {
            writer.WriteNull("config");
            writer.WriteNumber("consumer_count", concurrency ?? topics.Topics.FirstOrDefault(t => t.Topic == topic).Count);
            writer.WriteNumber("depth", queues.Sum(q => q.Depth));
            writer.WriteNumber("dlq_depth", queues.Sum(q => q.DeadLetters.Count));
        });
    }
}
