using System.Collections.Frozen;
using System.Text.Json;
using Iii.DevEngine.HttpFunctions;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine;

/// <summary>What the frames of workers consist of; calls and answers are read by <see cref="WorkerFrame"/>. The real engine skips a frame that differs in one field.</summary>
internal static class FrameShapes
{
    private static readonly FrozenDictionary<string, InputField[]> s_fields = new Dictionary<string, InputField[]>
    {
        ["ping"] = [],
        ["reattach"] = [InputField.Required("previous_worker_id"), InputField.Optional("reattach_token")],
        ["registerfunction"] =
        [
            InputField.Required("id"), InputField.Optional("description"), InputField.Optional("request_format", InputKind.Any), InputField.Optional("response_format", InputKind.Any),
            InputField.Optional("metadata", InputKind.Any), InputField.Optional("invocation", InputKind.Any) with { Check = static value => HostedFunction.Parse(value) is null ? "no call over http" : null },
        ],
        ["unregisterfunction"] = [InputField.Required("id")],
        ["registertriggertype"] =
        [
            InputField.Required("id"), InputField.Required("description"), InputField.Optional("trigger_request_format", InputKind.Any),
            InputField.Optional("call_request_format", InputKind.Any), InputField.Optional("namespace"),
        ],
        ["registertrigger"] =
        [
            InputField.Required("id"), InputField.Required("trigger_type"), InputField.Required("function_id"), InputField.Required("config", InputKind.Any),
            InputField.Optional("metadata", InputKind.Any), InputField.Optional("namespace"), InputField.Optional("trigger_namespace"),
        ],
        ["unregistertrigger"] = [InputField.Required("id"), InputField.Optional("trigger_type")],
        ["triggerregistrationresult"] =
        [
            InputField.Required("id"), InputField.Required("trigger_type"), InputField.Required("function_id"),
            InputField.Optional("error", InputKind.Any) with { Check = static value => IsError(value) ? null : "no error" },
        ],
        ["observe"] = [InputField.Required("id")],
        ["unobserve"] = [InputField.Required("id")],
        ["observerack"] =
        [
            InputField.Required("function_id"), InputField.Optional("namespace"), InputField.Required("id"), InputField.Required("revision", InputKind.Integer),
            InputField.Optional("error", InputKind.Map),
        ],
        ["invocationsobserved"] = [InputField.Optional("items", InputKind.List)],
        ["localinvocationstats"] = [InputField.Optional("functions", InputKind.List), InputField.Optional("dropped_reports", InputKind.List)],
        ["registerservice"] = [InputField.Required("id"), InputField.Optional("name", InputKind.StrictText), InputField.Optional("description"), InputField.Optional("parent_service_id")],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a worker may send frames of a type.</summary>
    public static bool Knows(string? type) => type is not null && s_fields.ContainsKey(type);

    /// <summary>Whether frames of a type are about observers.</summary>
    public static bool IsOfObservers(string type) => type is "observe" or "unobserve" or "observerack" or "invocationsobserved" or "localinvocationstats";

    /// <summary>Says what is wrong with a frame, and nothing of its payload; null when nothing is.</summary>
    public static string? Problem(string type, JsonElement frame)
    {
        var fields = s_fields[type];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in frame.EnumerateObject())
        {
            var field = Array.Find(fields, f => f.Name == property.Name);
            if ((field is not null || property.NameEquals("type")) && !seen.Add(property.Name))
            {
                return $"'{property.Name}' is there twice";
            }

            if (field?.Problem(property.Value) is not null)
            {
                return $"'{field.Name}' is of the wrong type";
            }
        }

        return Array.Find(fields, f => f.IsRequired && !seen.Contains(f.Name)) is { } missing ? $"'{missing.Name}' is missing" : null;
    }

    /// <summary>Whether a value is an error as the protocol has it.</summary>
    public static bool IsError(JsonElement value) =>
        value.Text("code") is not null && value.Text("message") is not null && !value.HasTwice("code") && !value.HasTwice("message") && !value.HasTwice("stacktrace")
        && (!value.TryGetProperty("stacktrace", out var stack) || stack.ValueKind is JsonValueKind.String or JsonValueKind.Null);
}
