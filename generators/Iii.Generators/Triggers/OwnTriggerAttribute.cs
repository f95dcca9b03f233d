using Iii.Generators.Infrastructure;

namespace Iii.Generators.Triggers;

/// <summary>A trigger type's own attribute, and where the keys of its configuration go in it.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Parameters">The keys of the constructor's parameters, in order; after a bar, those that are written for them elsewhere; with a question mark, where it may be left out.</param>
/// <param name="Properties">The keys and the properties that they are set by.</param>
internal sealed record OwnTriggerAttribute(string Name, string[] Parameters, params (string Key, string Property)[] Properties)
{
    private static readonly (string Key, string Property) s_condition = ("condition_function_id", "ConditionFunctionId");

    /// <summary>By trigger type. There is no type 'queue', but those who come from elsewhere look for it by that name.</summary>
    public static readonly IReadOnlyDictionary<string, OwnTriggerAttribute> OfTypes = new Dictionary<string, OwnTriggerAttribute>(StringComparer.Ordinal)
    {
        ["http"] = new("HttpTrigger", ["http_method|method", "api_path|path"]),
        ["cron"] = new("CronTrigger", ["expression|cron|schedule"]),
        [QueueTriggerParser.Type] = new("QueueTrigger", ["topic"]),
        ["queue"] = new("QueueTrigger", ["topic|queue"]),
        ["subscribe"] = new("SubscribeTrigger", ["topic"]),
        ["state"] = new("StateTrigger", ["scope?"], ("key", "Key")),
        ["stream"] = new("StreamTrigger", ["stream_name"], ("group_id", "GroupId"), ("item_id", "ItemId")),
        ["stream:join"] = new("StreamJoinTrigger", []),
        ["stream:leave"] = new("StreamLeaveTrigger", []),
        ["log"] = new("LogTrigger", []),
        ["configuration"] = new("ConfigurationTrigger", ["configuration_id?"]),
        ["trace"] = new("TraceTrigger", [], ("service_name", "ServiceName")),
        ["engine::functions-available"] = new("FunctionsAvailableTrigger", []),
        ["engine::workers-available"] = new("WorkersAvailableTrigger", []),
    };

    /// <summary>The attribute that says the same as a configuration, as C# source; null where it would not say all of it.</summary>
    public string? Source(JsonText config)
    {
        if (config.Compact[0] != '{' || config.Members.GroupBy(m => m.Name).Any(g => g.Count() > 1))
        {
            return null;
        }

        var left = config.Members.ToDictionary(m => m.Name, m => m.Value.Text, StringComparer.Ordinal);
        var arguments = new List<string>();
        foreach (var parameter in Parameters)
        {
            var key = parameter.TrimEnd('?').Split('|').FirstOrDefault(left.ContainsKey);
            if (key is null && parameter.EndsWith("?", StringComparison.Ordinal))
            {
                continue;
            }

            if (key is null || left[key] is not { Length: > 0 } text)
            {
                return null;
            }

            arguments.Add(NamingConventions.Literal(text));
            left.Remove(key);
        }

        foreach (var (key, property) in Properties.Append(s_condition))
        {
            if (left.TryGetValue(key, out var text) && text is { Length: > 0 })
            {
                arguments.Add($"{property} = {NamingConventions.Literal(text)}");
                left.Remove(key);
            }
        }

        return left.Count > 0 ? null : arguments.Count == 0 ? Name : $"{Name}({string.Join(", ", arguments)})";
    }
}
