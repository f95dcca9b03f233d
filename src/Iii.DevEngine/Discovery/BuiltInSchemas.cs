using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary>The schemas of the known trigger types, also for a worker that provides one without schemas of its own. They are the real engine's, with the same
/// mistakes: what streams send is described as it never was.</summary>
internal static class BuiltInSchemas
{
    private static readonly InputField s_condition = InputField.Optional("condition_function_id");

    private static readonly Dictionary<string, JsonElement> s_configs = Schemas(
        ("http", new("HttpTriggerConfig", InputField.Required("api_path"), InputField.Optional("http_method"), s_condition)),
        ("cron", new("CronTriggerConfig", InputField.Required("expression"), s_condition)),
        ("durable:subscriber", new("QueueTriggerConfig", InputField.Required("topic"), s_condition, InputField.Optional("queue_config", InputKind.Any))),
        ("subscribe", new("SubscribeTriggerConfig", InputField.Required("topic"), s_condition)),
        ("state", new("StateTriggerConfig", InputField.Optional("scope"), InputField.Optional("key"), s_condition)),
        ("stream", new("StreamTriggerConfig", InputField.Optional("stream_name"), InputField.Optional("group_id"), InputField.Optional("item_id"), s_condition)),
        ("stream:join", new("StreamJoinLeaveTriggerConfig", InputField.Optional("stream_name"), s_condition)),
        ("stream:leave", new("StreamJoinLeaveTriggerConfig", InputField.Optional("stream_name"), s_condition)),
        ("configuration", new("ConfigurationTriggerConfig", InputField.Optional("configuration_id"), InputField.Optional("event_types", InputKind.Texts), s_condition)),
        ("log", new("LogTriggerConfig", InputField.Optional("level"))),
        ("trace", new("TraceTriggerConfig", InputField.Optional("service_name"), InputField.Optional("status"))));

    private static readonly Dictionary<string, JsonElement> s_payloads = Schemas(
        ("http", new("HttpCallRequest", InputField.Required("query_params", InputKind.Map), InputField.Required("path_params", InputKind.Map), InputField.Required("headers", InputKind.Map), InputField.Required("path"), InputField.Required("method"), InputField.Required("body", InputKind.Any))),
        ("cron", new("CronCallRequest", InputField.Required("trigger"), InputField.Required("job_id"), InputField.Required("scheduled_time"), InputField.Required("actual_time"))),
        ("state", new("StateCallRequest", InputField.Required("type"), InputField.Required("event_type"), InputField.Required("scope"), InputField.Required("key"), InputField.Optional("old_value", InputKind.Any), InputField.Required("new_value", InputKind.Any))),
        ("stream", new("StreamCallRequest", InputField.Required("event_type"), InputField.Required("timestamp", InputKind.Integer), InputField.Required("stream_name"), InputField.Required("group_id"), InputField.Optional("id"), InputField.Required("event", InputKind.Any))),
        ("stream:join", Presence),
        ("stream:leave", Presence),
        ("configuration", new("ConfigurationCallRequest", InputField.Required("type"), InputField.Required("event_type"), InputField.Required("id"), InputField.Required("name"), InputField.Required("description"), InputField.Required("schema", InputKind.Any), InputField.Optional("old_value", InputKind.Any), InputField.Optional("new_value", InputKind.Any), InputField.Optional("metadata", InputKind.Any))),
        ("log", new("LogCallRequest", InputField.Required("timestamp_unix_nano", InputKind.Unsigned), InputField.Required("observed_timestamp_unix_nano", InputKind.Unsigned), InputField.Required("severity_number", InputKind.Unsigned), InputField.Required("severity_text"), InputField.Required("body"), InputField.Required("attributes", InputKind.Any), InputField.Required("trace_id"), InputField.Required("span_id"), InputField.Required("resource", InputKind.Any), InputField.Required("service_name"), InputField.Required("instrumentation_scope_name"), InputField.Required("instrumentation_scope_version"))),
        ("trace", new("TraceCallRequest", InputField.Required("trace_ids", InputKind.Texts))));

    private static readonly Dictionary<string, JsonElement> s_responses = Schemas(
        ("http", new("HttpCallResponse", InputField.Optional("status_code", InputKind.Unsigned), InputField.Optional("headers", InputKind.Any), InputField.Optional("body", InputKind.Any))));

    private static InputShape Presence => new(
        "StreamJoinLeaveCallRequest", InputField.Required("event_type"), InputField.Required("timestamp", InputKind.Integer), InputField.Required("stream_name"), InputField.Required("group_id"), InputField.Optional("id"));

    public static JsonElement? ConfigOf(string type) => Find(s_configs, type);

    public static JsonElement? PayloadOf(string type) => Find(s_payloads, type);

    public static JsonElement? ResponseOf(string type) => Find(s_responses, type);

    private static JsonElement? Find(Dictionary<string, JsonElement> schemas, string type) => schemas.TryGetValue(type, out var schema) ? schema : null;

    private static Dictionary<string, JsonElement> Schemas(params (string Type, InputShape Shape)[] shapes) => shapes.ToDictionary(s => s.Type, s => s.Shape.ToSchema(), StringComparer.Ordinal);
}
