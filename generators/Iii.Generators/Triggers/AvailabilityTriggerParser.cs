namespace Iii.Generators.Triggers;

/// <summary>Reads [FunctionsAvailableTrigger] and [WorkersAvailableTrigger]; the engine reads no configuration of either.</summary>
internal static class AvailabilityTriggerParser
{
    public static TriggerFound ParseFunctions(TriggerArguments arguments) => Parse("engine::functions-available", arguments, "event", "functions");

    public static TriggerFound ParseWorkers(TriggerArguments arguments) => Parse("engine::workers-available", arguments, "event", "worker_id");

    private static TriggerFound Parse(string type, TriggerArguments arguments, params string[] payload) => new(type, "{}", type, arguments.Place) { Payload = payload };
}
