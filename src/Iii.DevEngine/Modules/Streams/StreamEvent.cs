using System.Text.Json;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>Something that happened to a stream.</summary>
/// <param name="Id">The item; null for the whole group.</param>
/// <param name="Timestamp">In milliseconds since 1970.</param>
/// <param name="Type"><c>create</c>, <c>update</c>, <c>delete</c>, <c>sync</c>, <c>unauthorized</c>, or <c>event</c> for one with a name of its own.</param>
internal sealed record StreamEvent(string StreamName, string GroupId, string? Id, long Timestamp, string Type)
{
    public JsonElement? Data { get; init; }

    /// <summary>The name that a caller gave to an event.</summary>
    public string? CustomType { get; init; }

    /// <summary>The call that caused it.</summary>
    public BuiltInCall Cause { get; init; }

    /// <summary>Writes it in the order of the real engine's socket.</summary>
    public void WriteTo(Utf8JsonWriter writer) => Write(writer, namesForFilters: false);

    /// <summary>Writes it with the names by which observers filter, too.</summary>
    public void WriteForObservers(Utf8JsonWriter writer) => Write(writer, namesForFilters: true);

    private void Write(Utf8JsonWriter writer, bool namesForFilters)
    {
        writer.WriteStartObject();
        if (namesForFilters)
        {
            writer.WriteString("stream_name", StreamName);
            writer.WriteString("group_id", GroupId);
        }

        writer.WriteString("type", "stream");
        writer.WriteNumber("timestamp", Timestamp);
        writer.WriteString("streamName", StreamName);
        writer.WriteString("groupId", GroupId);
        writer.WriteString("id", Id);
        writer.WriteStartObject("event");
        writer.WriteString("type", Type);
        if (CustomType is { } custom)
        {
            writer.WriteStartObject("event");
            writer.WriteString("type", custom);
            writer.WriteField("data", Data);
            writer.WriteEndObject();
        }
        else if (Type != "unauthorized")
        {
            writer.WriteField("data", Data);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
