using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.Generated;
using Iii.Modules;

namespace Iii.Streams;

/// <summary>One of the functions by which the engine asks for a stream that a worker keeps: <c>stream::get(chat)</c>.</summary>
/// <param name="stream">The stream's name.</param>
/// <param name="operation">What is asked: <c>get</c>.</param>
/// <param name="answer">Does what is asked, which is an object with the ids and the data, and says how its answer is written.</param>
internal sealed class StreamFunction(string stream, string operation, Func<JsonElement, CancellationToken, ValueTask<Action<JsonOutput>>> answer)
    : RuntimeFunction($"stream::{operation}({stream})", new FunctionOptions { Description = $"Keeps the stream '{stream}': {operation}" })
{
    /// <summary>All functions of a stream.</summary>
    public static StreamFunction[] Of<T>(string name, IIIStream<T> stream)
    {
        var type = JsonTypes.Find<T>();
        return
        [
            new(name, "get", async (asked, stop) => Value(type, await stream.GetAsync(Group(asked), Item(asked), stop).ConfigureAwait(false))),
            new(name, "set", async (asked, stop) => (await stream.SetAsync(Group(asked), Item(asked), Data(asked, type), stop).ConfigureAwait(false)).Write),
            new(name, "delete", async (asked, stop) => Old(await stream.DeleteAsync(Group(asked), Item(asked), stop).ConfigureAwait(false))),
            new(name, "list", async (asked, stop) => Array(await stream.ListAsync(Group(asked), stop).ConfigureAwait(false), type.Write)),
            new(name, "list_groups", async (_, stop) => Array(await stream.ListGroupsAsync(stop).ConfigureAwait(false), static (output, group) => output.WriteString(group ?? ""))),
            new(name, "update", async (asked, stop) => (await stream.UpdateAsync(Group(asked), Item(asked), asked.Rows("ops", StreamUpdate.Read), stop).ConfigureAwait(false)).Write),
        ];
    }

    public override async ValueTask InvokeAsync(FunctionCall call)
    {
        var asked = JsonElement.Parse(call.Payload);
        call.BeginHandler();
        var write = await answer(asked, call.CancellationToken).ConfigureAwait(false);
        write(call.BeginResult());
    }

    private static string Group(JsonElement asked) => Named(asked, "group_id");

    private static string Item(JsonElement asked) => Named(asked, "item_id");

    private static string Named(JsonElement asked, string name) =>
        asked.ValueKind is JsonValueKind.Object && asked.OptionalText(name) is { } text
            ? text
            : throw new IIIException(IIIErrorCodes.DeserializationError, $"The property '{name}' is missing, or no text.");

    private static T? Data<T>(JsonElement asked, JsonType<T> type)
    {
        try
        {
            return asked.TryGetProperty("data", out var data) ? type.Read(JsonMarshal.GetRawUtf8Value(data)) : default;
        }
        catch (JsonException e)
        {
            throw new IIIException(IIIErrorCodes.DeserializationError, $"data: {e.Message}", e);
        }
    }

    private static Action<JsonOutput> Value<T>(JsonType<T> type, T? value) => output => type.Write(output, value);

    private static Action<JsonOutput> Old<T>(T? old) => output =>
    {
        output.BeginObject();
        EngineModule.Value(output, "\"old_value\":"u8, old);
        output.EndObject();
    };

    private static Action<JsonOutput> Array<T>(IReadOnlyList<T?> items, Action<JsonOutput, T?> write) => output =>
    {
        output.BeginArray();
        foreach (var item in items)
        {
            output.BeginElement();
            write(output, item);
        }

        output.EndArray();
    };
}
