using System.Text;
using System.Text.Json;
using Iii.Generated;

namespace Iii.Modules;

/// <summary>Calls the functions of the engine's modules: arguments are written as the engine names them, results are found in what it answers.</summary>
internal static class EngineModule
{
    // The modules are at home there, whatever namespace the worker lives in.
    private static readonly CallOptions s_options = new() { Namespace = "default" };

    /// <summary>Calls a function.</summary>
    /// <param name="client">Who calls.</param>
    /// <param name="functionId">The function's id.</param>
    /// <param name="state">What <paramref name="writeArguments"/> needs.</param>
    /// <param name="writeArguments">Writes the properties of the payload, which is an object.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The result's JSON; <c>null</c> when there is none.</returns>
    public static async Task<ReadOnlyMemory<byte>> CallAsync<T>(IIIClient client, string functionId, T state, Action<JsonOutput, T> writeArguments, CancellationToken cancellationToken)
    {
        using var payload = Payload(state, writeArguments);
        return await client.CallRawAsync(functionId, payload.WrittenMemory, s_options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a function without waiting for it.</summary>
    public static async Task SendAsync<T>(IIIClient client, string functionId, T state, Action<JsonOutput, T> writeArguments, CancellationToken cancellationToken)
    {
        using var payload = Payload(state, writeArguments);
        await client.SendRawAsync(functionId, payload.WrittenMemory, s_options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a function that takes what is published under a topic.</summary>
    public static Task PublishAsync<T>(IIIClient client, string functionId, string topic, T? data, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        return CallAsync(client, functionId, (topic, data), static (output, a) =>
        {
            Text(output, "\"topic\":"u8, a.topic);
            Value(output, "\"data\":"u8, a.data);
        }, cancellationToken);
    }

    /// <summary>Writes a text argument.</summary>
    /// <param name="name">The name in quotes and the colon.</param>
    public static void Text(JsonOutput output, ReadOnlySpan<byte> name, string value)
    {
        output.WriteName(name);
        output.WriteString(value);
    }

    /// <summary>Writes an argument with the writer of its type.</summary>
    /// <param name="name">The name in quotes and the colon.</param>
    public static void Value<T>(JsonOutput output, ReadOnlySpan<byte> name, T? value)
    {
        output.WriteName(name);
        JsonTypes.Find<T>().Write(output, value);
    }

    /// <summary>Reads a result with the reader of its type; what is absent is null.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json) => json.SequenceEqual("null"u8) ? default : JsonTypes.Find<T>().Read(json);

    /// <summary>Reads each element of a result that is an array.</summary>
    /// <exception cref="JsonException">The result is no array, or an element does not fit the type.</exception>
    public static List<T?> ReadList<T>(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return [];
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw Unexpected(json, "an array");
        }

        var list = new List<T?>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            list.Add(Read<T>(json[start..(int)reader.BytesConsumed]));
        }

        return list;
    }

    /// <summary>A property of a result that is an object; empty when it is absent.</summary>
    /// <exception cref="JsonException">The result is no object.</exception>
    public static ReadOnlySpan<byte> Property(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw Unexpected(json, "an object");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt)
            {
                return json[start..(int)reader.BytesConsumed];
            }
        }

        return default;
    }

    private static JsonOutput Payload<T>(T state, Action<JsonOutput, T> writeArguments)
    {
        var payload = new JsonOutput();
        payload.BeginObject();
        writeArguments(payload, state);
        payload.EndObject();
        return payload;
    }

    private static JsonException Unexpected(ReadOnlySpan<byte> json, string expected) =>
        new($"The engine answered with {(json.Length <= 100 ? Encoding.UTF8.GetString(json) : $"{json.Length} bytes of JSON")}, where {expected} was expected.");
}
