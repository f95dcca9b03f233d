namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary><c>iii-queue</c>.</summary>
internal static class QueueConfig
{
    public static void Read(ConfigSection section, EngineSettings settings)
    {
        var queues = new Dictionary<string, IIIQueueOptions>(StringComparer.Ordinal);
        if (section.Section("queue_configs") is { } configs)
        {
            foreach (var (name, _, _) in configs.Entries)
            {
                queues[name] = configs.Section(name) is { } queue ? Queue(queue) : throw configs.Source.Fail(configs.Node, $"'{configs.Path}.{name}' is empty. Expected a mapping.");
            }
        }

        settings.Options = settings.Options with { Queues = queues };
        AdapterConfig.Read(section, settings, canBeKept: true);
    }

    private static IIIQueueOptions Queue(ConfigSection section)
    {
        var defaults = new IIIQueueOptions();
        var type = section.Text("type") ?? "standard";
        if (type is not ("standard" or "fifo"))
        {
            throw section.Unexpected("type", section.Find("type")!, "'standard' or 'fifo'");
        }

        var field = section.Text("message_group_field");
        if (type == "fifo" && field is null)
        {
            throw section.Source.Fail(section.Node, $"'{section.Path}' is of type 'fifo', but has no 'message_group_field'.");
        }

        section.Ignore("max_priority", "priorities need RabbitMQ.");
        section.Ignore("priority_field", "priorities need RabbitMQ.");
        section.Ignore("poll_interval_ms", "messages are delivered at once.");
        var options = new IIIQueueOptions
        {
            // 0 means there what 1 means: one attempt, and no more.
            MaxAttempts = (int)Math.Max(section.Integer("max_retries", 0, int.MaxValue) ?? defaults.MaxAttempts, 1),
            Concurrency = (int)(section.Integer("concurrency", 1, int.MaxValue) ?? defaults.Concurrency),
            FifoGroupField = type == "fifo" ? field : null,
            Backoff = section.Milliseconds("backoff_ms") ?? defaults.Backoff,
        };
        section.End();
        return options;
    }
}
