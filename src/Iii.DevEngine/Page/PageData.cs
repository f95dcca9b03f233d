using System.Text.Json;
using Iii.DevEngine.Modules.State;
using Iii.DevEngine.Modules.Streams;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Page;

/// <summary>
/// What changes without a registration: observers, queues with their depths, state, streams. Asked without being recorded as a call.
/// </summary>
internal static class PageData
{
    /// <summary>How many values of a group are shown.</summary>
    private const int MaxValues = 500;

    /// <param name="query">Which of them: <c>of</c> is <c>observers</c>, <c>queues</c>, <c>dead</c>, <c>state</c> or <c>streams</c>; with
    /// the names of a queue, or of a scope, or of a stream and a group.</param>
    public static async Task<Action<Utf8JsonWriter>> ReadAsync(EngineCore core, IQueryCollection query, CancellationToken cancellationToken)
    {
        string group = query["group"].ToString(), stream = query["stream"].ToString();
        return query["of"].ToString() switch
        {
            "observers" => writer => PageObservers.Write(writer, core),
            "queues" => await QueuesAsync(core, cancellationToken).ConfigureAwait(false),
            "dead" => Values((await AskAsync(core, "engine::queue::dlq_messages", "topic", query["topic"].ToString(), cancellationToken).ConfigureAwait(false))
                .Select(m => KeyValuePair.Create(m.Text("id") ?? "", m))),
            "state" when query.ContainsKey("group") => Values(core.Module<StateModule>().Store.Entries(group)),
            "state" => Names(core.Module<StateModule>().Store.Groups.Select(g => ((string?)null, g))),
            "streams" when query.ContainsKey("group") => Values(core.Module<StreamModule>().Store.Entries(stream, group)),
            "streams" => Names(core.Module<StreamModule>().Store.All.SelectMany(s => s.Groups.Select(g => ((string?)s.Name, g)))),
            _ => Names([]),
        };
    }

    private static async Task<Action<Utf8JsonWriter>> QueuesAsync(EngineCore core, CancellationToken cancellationToken)
    {
        var rows = new List<(string Name, JsonElement? Stats)>();
        foreach (var name in (await AskAsync(core, "engine::queue::list_topics", "topic", "", cancellationToken).ConfigureAwait(false)).Select(t => t.Text("name")).OfType<string>().Distinct())
        {
            rows.Add((name, await AskOneAsync(core, "engine::queue::topic_stats", "topic", name, cancellationToken).ConfigureAwait(false)));
        }

        return writer =>
        {
            writer.WriteStartArray();
            foreach (var (name, stats) in rows)
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteField("consumers", stats?.Json("consumer_count"));
                writer.WriteField("depth", stats?.Json("depth"));
                writer.WriteField("dead", stats?.Json("dlq_depth"));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        };
    }

    private static async Task<IEnumerable<JsonElement>> AskAsync(EngineCore core, string function, string name, string value, CancellationToken cancellationToken) =>
        await AskOneAsync(core, function, name, value, cancellationToken).ConfigureAwait(false) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    private static async Task<JsonElement?> AskOneAsync(EngineCore core, string function, string name, string value, CancellationToken cancellationToken) =>
        (await core.AskAsync(function, CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(name, value);
            writer.WriteEndObject();
        }), cancellationToken).ConfigureAwait(false)).Result;

    private static Action<Utf8JsonWriter> Names(IEnumerable<(string? Stream, string Group)> names) => writer =>
    {
        writer.WriteStartArray();
        foreach (var (stream, group) in names)
        {
            writer.WriteStartObject();
            writer.WriteOptional("stream", stream);
            writer.WriteString("group", group);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    };

    private static Action<Utf8JsonWriter> Values(IEnumerable<KeyValuePair<string, JsonElement>> values) => writer =>
    {
        writer.WriteStartArray();
        foreach (var (key, value) in values.Take(MaxValues))
        {
            writer.WriteStartObject();
            writer.WriteString("key", key);
            writer.WriteString("value", value.GetRawText());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    };
}
