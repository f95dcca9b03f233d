namespace Iii.Generators.Triggers;

/// <summary>Reads the attributes of triggers of which the engine reads no configuration.</summary>
internal static class UnconfiguredTriggerParser
{
    public const string StreamJoin = "stream:join";

    private static readonly string[] s_presence = ["subscription_id", "stream_name", "group_id", "id", "context"];

    public static TriggerFound ParseStreamJoin(TriggerArguments arguments) => Parse(StreamJoin, arguments, s_presence);

    public static TriggerFound ParseStreamLeave(TriggerArguments arguments) => Parse("stream:leave", arguments, s_presence);

    public static TriggerFound ParseFunctionsAvailable(TriggerArguments arguments) => Parse("engine::functions-available", arguments, "event", "functions");

    public static TriggerFound ParseWorkersAvailable(TriggerArguments arguments) => Parse("engine::workers-available", arguments, "event", "worker_id");

    private static TriggerFound Parse(string type, TriggerArguments arguments, params string[] payload) => new(type, "{}", type, arguments.Place) { Payload = payload };
}
