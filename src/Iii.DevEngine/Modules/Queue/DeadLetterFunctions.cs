namespace Iii.DevEngine.Modules.Queue;

/// <summary>What can be done with messages that failed for good.</summary>
internal sealed class DeadLetterFunctions(QueueRegistry registry, TopicSubscriptions topics, NamedQueues named)
{
    private static readonly InputField s_queue = InputField.Required("queue") with { Alias = "topic" };
    private static readonly InputShape s_message = new("RedriveSingleInput", s_queue, InputField.Required("message_id"));

    public IReadOnlyList<BuiltInFunction> All =>
    [
        new("iii::queue::redrive", "Puts all dead letters of a queue back into it", new InputShape("RedriveInput", s_queue), Redrive),
        new("iii::queue::redrive_message", "Puts one dead letter back into its queue", s_message, call => One(call, (queue, id) => queue.Redrive(id) > 0)),
        new("iii::queue::discard_message", "Throws one dead letter away", s_message, call => One(call, (queue, id) => queue.Discard(id))),
        new("engine::queue::dlq_topics", "Counts the dead letters of each topic", null, _ => Topics()),
        new(
            "engine::queue::dlq_messages", "Lists the dead letters of a topic",
            new InputShape("DlqMessagesInput", InputField.Required("topic") with { Alias = "queue" }, InputField.Optional("offset", InputKind.Unsigned), InputField.Optional("limit", InputKind.Unsigned)),
            Messages),
    ];

    private static string NameOf(BuiltInCall call, string name, string alias) => call.Text(name) ?? call.Required(alias);

    private IReadOnlyList<MessageQueue> QueuesOf(string name) =>
        named.Concurrency(name) is null ? topics.QueuesOf(name) : [registry.Get(NamedQueues.Prefix + name)];

    private Outcome Redrive(BuiltInCall call)
    {
        var name = NameOf(call, "queue", "topic");
        return name.Length == 0
            ? Outcome.Failed("queue_not_set", "Queue name is required")
            : Outcome.Object(writer =>
            {
                writer.WriteString("queue", name);
                writer.WriteNumber("redriven", QueuesOf(name).Sum(q => q.Redrive()));
            });
    }

    private Outcome One(BuiltInCall call, Func<MessageQueue, string, bool> act)
    {
        var name = NameOf(call, "queue", "topic");
        var id = call.Required("message_id");
        return name.Length == 0 ? Outcome.Failed("queue_not_set", "Queue name is required")
            : id.Length == 0 ? Outcome.Failed("message_id_not_set", "Message ID is required")
            : Outcome.Object(writer =>
            {
                writer.WriteString("message_id", id);
                writer.WriteString("queue", name);
                writer.WriteNumber("redriven", QueuesOf(name).Any(q => act(q, id)) ? 1 : 0);
            });
    }

    private Outcome Topics() => Outcome.Of(writer =>
    {
        // Named queues come twice, under both of their names, as in the real engine.
        var rows = topics.Topics.Select(t => (t.Topic, Broker: "builtin", Queues: topics.QueuesOf(t.Topic)))
            .Concat(named.All.Select(q => (Topic: NamedQueues.Prefix + q.Name, Broker: "builtin", Queues: QueuesOf(q.Name))))
            .Concat(named.All.Select(q => (Topic: q.Name, Broker: "function_queue", Queues: QueuesOf(q.Name))));
        writer.WriteStartArray();
        foreach (var (topic, broker, queues) in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("broker_type", broker);
            writer.WriteNumber("message_count", queues.Sum(q => q.DeadLetters.Count));
            writer.WriteString("topic", topic);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private Outcome Messages(BuiltInCall call)
    {
        var name = NameOf(call, "topic", "queue");
        if (name.Length == 0)
        {
            return Outcome.Failed("topic_required", "topic is required");
        }

        var letters = QueuesOf(name).SelectMany(q => q.DeadLetters).OrderByDescending(l => l.FailedAt / 1000)
            .Skip(Count(call, "offset", 0)).Take(Count(call, "limit", 50));
        return Outcome.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (var letter in letters)
            {
                writer.WriteStartObject();
                writer.WriteString("error", letter.Error);
                writer.WriteNumber("failed_at", letter.FailedAt / 1000);
                writer.WriteString("id", letter.Message.Id);
                writer.WriteField("payload", letter.Message.Data);
                writer.WriteNumber("retries", letter.Message.Attempts);
                writer.WriteNumber("size_bytes", letter.SizeInBytes);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static int Count(BuiltInCall call, string name, int otherwise) => call.Input.Json(name) is { } json ? (int)Math.Min(json.GetUInt64(), int.MaxValue) : otherwise;
}
