namespace Iii.Generators.Triggers;

/// <summary>Reads [StreamJoinTrigger] and [StreamLeaveTrigger]; the engine reads no configuration of either.</summary>
internal static class StreamPresenceTriggerParser
{
    private static readonly string[] s_payload = ["subscription_id", "stream_name", "group_id", "id", "context"];

    public static TriggerFound ParseJoin(TriggerArguments arguments) => Parse("stream:join", arguments);

    public static TriggerFound ParseLeave(TriggerArguments arguments) => Parse("stream:leave", arguments);

    private static TriggerFound Parse(string type, TriggerArguments arguments) => new(type, "{}", type, arguments.Place) { Payload = s_payload };
}
