using System.Text.Json;

namespace Iii.Observers.Triggers;

/// <summary>
/// Translates triggers into observers, for engines that have no triggers (iii 0.26 and later). The table of source functions, arguments and filters
/// is the one of the official SDKs; what has no equal there is refused.
/// </summary>
internal static class TriggerTranslator
{
    /// <summary>Translates a trigger.</summary>
    /// <param name="type">The trigger type's id.</param>
    /// <param name="config">The trigger's configuration as JSON text; anything but an object counts as an empty one for the engine's own types.</param>
    /// <param name="usesResult">Whether the function's result decides something where the trigger fires.</param>
    /// <exception cref="UnsupportedTriggerException">The trigger has no equal; the message names the way out.</exception>
    public static TriggerSource Translate(string type, string config, bool usesResult)
    {
        using var document = JsonDocument.Parse(config);
        var fields = new TriggerConfiguration(document.RootElement);
        return type switch
        {
            "http" => Http(fields),
            "cron" => Cron(fields),
            "durable:subscriber" => Queue(fields),
            "state" => State(fields),
            "stream" => Stream(fields),
            "stream:join" when usesResult => throw Unsupported(
                "A stream's join is not answered by its function on this engine (iii 0.26 and later), so a StreamJoinResult cannot refuse a subscriber. "
                + "Return nothing from the function, and authorize subscribers in the stream server's authentication function."),
            "stream:join" => Presence("stream::on-join", fields),
            "stream:leave" => Presence("stream::on-leave", fields),
            "subscribe" => Subscribe(fields),
            "log" => Log(fields),
            "trace" => throw Unsupported(
                "This engine (iii 0.26 and later) has no trace trigger: it offers single spans, not the ids of traces. "
                + "Observe the function 'observability::on-span' instead."),
            "configuration" => Configuration(fields),
            "engine::functions-available" => EngineHosted("engine::on-functions-changed", fields),
            "engine::workers-available" => EngineHosted("engine::on-workers-changed", fields),
            _ => Custom(type, config, fields),
        };
    }

    private static TriggerSource Http(TriggerConfiguration fields) => new("http::on-request")
    {
        Args = new JsonObjectText()
            .Text("method", fields.Text("http_method"))
            .Text("path", fields.Text("api_path"))
            .Json("middleware_function_ids", fields.Json("middleware_function_ids"))
            .ToString(),
        IsDelivered = false,
        ConditionFunctionId = fields.Condition,
        IsHttp = true,
    };

    private static TriggerSource Cron(TriggerConfiguration fields) => new("cron::on-tick")
    {
        Args = new JsonObjectText().Text("expression", fields.Text("expression")).ToString(),
        ConditionFunctionId = fields.Condition,
    };

    private static TriggerSource Queue(TriggerConfiguration fields) => new("queue::on-message")
    {
        Args = new JsonObjectText()
            .Text("topic", fields.Text("topic"))
            .Json("max_retries", fields.Json("queue_config", "maxRetries"))
            .Json("backoff_ms", fields.Json("queue_config", "backoffDelayMs"))
            .Json("queue_config", fields.Json("queue_config"))
            .ToString(),
        IsDelivered = false,
        ConditionFunctionId = fields.Condition,
    };

    private static TriggerSource State(TriggerConfiguration fields) => new("state::on-changed")
    {
        Filter = new JsonObjectText().Equal("input.scope", fields.Text("scope")).Equal("input.key", fields.Text("key")).ToStringOrNull(),
        ConditionFunctionId = fields.Condition,
    };

    // An empty text means any group and any item, as it does in a stream trigger.
    private static TriggerSource Stream(TriggerConfiguration fields) => new("stream::on-changed")
    {
        Filter = new JsonObjectText()
            .Equal("input.stream_name", fields.Text("stream_name"))
            .Equal("input.group_id", fields.NonEmptyText("group_id"))
            .Equal("input.id", fields.NonEmptyText("item_id"))
            .ToStringOrNull(),
        IsHostedByEngine = true,
        ConditionFunctionId = fields.Condition,
    };

    private static TriggerSource Presence(string functionId, TriggerConfiguration fields) => new(functionId)
    {
        Filter = new JsonObjectText().Equal("input.stream_name", fields.NonEmptyText("stream_name")).ToStringOrNull(),
        IsHostedByEngine = true,
        ConditionFunctionId = fields.Condition,
    };

    private static TriggerSource Subscribe(TriggerConfiguration fields) => new("publish")
    {
        Filter = new JsonObjectText().Equal("input.topic", fields.Text("topic")).ToStringOrNull(),
        UnwrapsData = true,
        ConditionFunctionId = fields.Condition,
    };

    // A log trigger's level is meant exactly, not at least. Records spell it either way.
    private static TriggerSource Log(TriggerConfiguration fields) => new("observability::on-log")
    {
        Filter = fields.Text("level") is { } level && !level.Equals("all", StringComparison.OrdinalIgnoreCase)
            ? new JsonObjectText().In("input.level", [level.ToLowerInvariant(), level.ToUpperInvariant()]).ToString()
            : null,
        IsHostedByEngine = true,
        ConditionFunctionId = fields.Condition,
    };

    private static TriggerSource Configuration(TriggerConfiguration fields) => new("configuration::on-updated")
    {
        Filter = new JsonObjectText()
            .Equal("input.id", fields.Text("configuration_id"))
            .In("input.event_type", fields.Texts("event_types"))
            .ToStringOrNull(),
        IsHostedByEngine = true,
        ConditionFunctionId = fields.Condition,
    };

    private static TriggerSource EngineHosted(string functionId, TriggerConfiguration fields) =>
        new(functionId) { IsHostedByEngine = true, ConditionFunctionId = fields.Condition };

    private static TriggerSource Custom(string type, string config, TriggerConfiguration fields) =>
        new(type.Contains("::", StringComparison.Ordinal) ? type : type + "::on-event")
        {
            Args = fields.IsEmpty ? null : config,
            IsDelivered = false,
        };

    private static UnsupportedTriggerException Unsupported(string message) => new(message);
}
