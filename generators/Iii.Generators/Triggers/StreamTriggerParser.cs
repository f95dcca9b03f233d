using Iii.Generators.Diagnostics;

namespace Iii.Generators.Triggers;

/// <summary>Reads [StreamTrigger].</summary>
internal static class StreamTriggerParser
{
    private static readonly string[] s_payload = ["type", "timestamp", "streamName", "groupId", "id", "event"];

    public static TriggerFound? Parse(TriggerArguments arguments)
    {
        var stream = arguments.Text(0);
        if (string.IsNullOrWhiteSpace(stream))
        {
            // The engine would end the connection over it.
            arguments.Report(TriggerDiagnostics.Malformed, arguments.PlaceOf(0), "stream", arguments.Function, "it names no stream.");
            return null;
        }

        // To the engine, an empty text means any group and any item, as none does.
        var (group, item) = (NotEmpty(arguments.Named("GroupId")), NotEmpty(arguments.Named("ItemId")));
        var condition = arguments.Condition();
        var config = new TriggerConfig().Text("stream_name", stream).Text("group_id", group).Text("item_id", item).Condition(condition);
        return new TriggerFound("stream", config.ToString(), $"stream '{stream}/{group ?? "*"}/{item ?? "*"}'", arguments.Place)
        {
            Payload = s_payload,
            Condition = condition,
        };
    }

    private static string? NotEmpty(object? value) => value is string { Length: > 0 } text ? text : null;
}
