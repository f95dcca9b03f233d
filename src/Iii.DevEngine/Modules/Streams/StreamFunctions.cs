using System.Text.Json;
using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>The functions of streams: on the engine's own store, or on what a worker keeps.</summary>
/// <param name="emit">Tells triggers and consumers of an event.</param>
internal sealed class StreamFunctions(StreamStore store, CustomStreams custom, TimeProvider time, Action<StreamEvent> emit)
{
    private static readonly InputField s_stream = InputField.Required("stream_name");
    private static readonly InputField[] s_group = [s_stream, InputField.Required("group_id")];
    private static readonly InputField[] s_item = [.. s_group, InputField.Required("item_id")];
    private static readonly InputShape s_set = new("StreamSetInput", [.. s_item, InputField.Required("data", InputKind.Any)]);
    private static readonly InputShape s_get = new("StreamGetInput", s_item);
    private static readonly InputShape s_delete = new("StreamDeleteInput", s_item);
    private static readonly InputShape s_update = new("StreamUpdateInput", [.. s_item, UpdateOperation.Field]);
    private static readonly InputShape s_list = new("StreamListInput", s_group);
    private static readonly InputShape s_listGroups = new("StreamListGroupsInput", s_stream);

    public IReadOnlyList<BuiltInFunction> All =>
    [
        new("stream::set", "Stores an item of a stream", s_set, SetAsync),
        new("stream::get", "Reads an item of a stream", s_get, GetAsync),
        new("stream::delete", "Removes an item of a stream", s_delete, DeleteAsync),
        new("stream::list", "Reads all items of a group", s_list, ListAsync),
        new("stream::list_groups", "Lists the groups of a stream", s_listGroups, ListGroupsAsync),
        new("stream::list_all", "Lists all streams and their groups", new InputShape("StreamListAllInput"), _ => ListAll()),
        new(
            "stream::send", "Sends an event to the subscribers of a group or an item",
            new InputShape("StreamSendInput", [.. s_group, InputField.Optional("id"), InputField.Required("type"), InputField.Required("data", InputKind.Any)]), Send),
        new("stream::update", "Changes parts of an item in one step", s_update, UpdateAsync),
    ];

    /// <summary>What a subscriber sees first: the item, or all items of the group.</summary>
    public ValueTask<Outcome> SnapshotAsync(string stream, string group, string? id, CancellationToken cancellationToken)
    {
        var input = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("group_id", group);
            writer.WriteOptional("item_id", id);
            writer.WriteString("stream_name", stream);
            writer.WriteEndObject();
        });
        var call = new BuiltInCall(input, null);
        return id is null ? ListAsync(call, cancellationToken) : GetAsync(call, cancellationToken);
    }

    private async ValueTask<Outcome> SetAsync(BuiltInCall call, CancellationToken cancellationToken)
    {
        if (await custom.TryChangeAsync("set", call, s_set, cancellationToken).ConfigureAwait(false) is { } change)
        {
            return change.Problem ?? Changed(call, new UpdateResult(change.Result.Json("old_value"), change.Result.GetProperty("new_value"), []));
        }

        var value = CanonicalJson.Copy(call.Input.GetProperty("data"));
        return Changed(call, new UpdateResult(store.Set(call.Required("stream_name"), call.Required("group_id"), call.Required("item_id"), value), value, []));
    }

    private async ValueTask<Outcome> UpdateAsync(BuiltInCall call, CancellationToken cancellationToken)
    {
        if (await custom.TryChangeAsync("update", call, s_update, cancellationToken).ConfigureAwait(false) is { } change)
        {
            return change.Problem ?? Changed(call, new UpdateResult(change.Result.Json("old_value"), change.Result.GetProperty("new_value"), []), change.Result);
        }

        return Changed(call, store.Update(call.Required("stream_name"), call.Required("group_id"), call.Required("item_id"), UpdateOperation.Read(call.Input.GetProperty("ops"))));
    }

    private async ValueTask<Outcome> GetAsync(BuiltInCall call, CancellationToken cancellationToken) =>
        await custom.TryReadAsync("get", call, s_get, cancellationToken).ConfigureAwait(false)
        ?? Outcome.Stored(store.Get(call.Required("stream_name"), call.Required("group_id"), call.Required("item_id")));

    private async ValueTask<Outcome> DeleteAsync(BuiltInCall call, CancellationToken cancellationToken)
    {
        JsonElement? old;
        if (await custom.TryChangeAsync("delete", call, s_delete, cancellationToken).ConfigureAwait(false) is { } change)
        {
            if (change.Problem is { } problem)
            {
                return problem;
            }

            old = change.Result.Json("old_value");
        }
        else
        {
            old = store.Delete(call.Required("stream_name"), call.Required("group_id"), call.Required("item_id"));
        }

        if (old is not null)
        {
            Emit(call, call.Required("item_id"), "delete", old);
        }

        return Outcome.Object(writer => writer.WriteField("old_value", old));
    }

    private async ValueTask<Outcome> ListAsync(BuiltInCall call, CancellationToken cancellationToken) =>
        await custom.TryReadAsync("list", call, s_list, cancellationToken).ConfigureAwait(false)
        ?? Outcome.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (var value in store.List(call.Required("stream_name"), call.Required("group_id")))
            {
                value.WriteTo(writer);
            }

            writer.WriteEndArray();
        });

    private async ValueTask<Outcome> ListGroupsAsync(BuiltInCall call, CancellationToken cancellationToken) =>
        await custom.TryReadAsync("list_groups", call, s_listGroups, cancellationToken).ConfigureAwait(false)
        ?? Outcome.Of(writer => WriteTexts(writer, store.Groups(call.Required("stream_name"))));

    private Outcome ListAll()
    {
        var streams = store.All.ToArray();
        return Outcome.Object(writer =>
        {
            writer.WriteNumber("count", streams.Length);
            writer.WriteStartArray("stream");
            foreach (var (name, groups) in streams)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("groups");
                WriteTexts(writer, groups);
                writer.WriteString("id", name);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private Outcome Send(BuiltInCall call)
    {
        emit(new StreamEvent(call.Required("stream_name"), call.Required("group_id"), call.Text("id"), Now, "event")
        {
            CustomType = call.Required("type"),
            Cause = call with { Payload = Payload.Null },
            Data = CanonicalJson.Copy(call.Input.GetProperty("data")),
        });
        return Outcome.Stored(CanonicalJson.Parse("null"u8));
    }

    private Outcome Changed(BuiltInCall call, UpdateResult result, JsonElement? told = null)
    {
        Emit(call, call.Required("item_id"), result.Old is null ? "create" : "update", result.New);
        var errors = told?.Json("errors");
        return errors is null ? result.ToOutcome() : Outcome.Object(writer =>
        {
            if (errors.Value.GetArrayLength() > 0)
            {
                writer.WriteField("errors", errors);
            }

            writer.WriteField("new_value", result.New);
            writer.WriteField("old_value", result.Old);
        });
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Emit(BuiltInCall call, string id, string type, JsonElement? data) =>
        emit(new StreamEvent(call.Required("stream_name"), call.Required("group_id"), id, Now, type) { Data = data, Cause = call with { Payload = Payload.Null } });

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
