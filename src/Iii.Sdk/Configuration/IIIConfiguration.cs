using System.Text.Json;
using Iii.Generated;
using Iii.Modules;
using Iii.Registration;

namespace Iii;

/// <summary>The engine's configuration: named entries, each checked against a schema.</summary>
/// <remarks>Functions of the engine's configuration module: <c>configuration::get</c> and its siblings. Ids are of lower-case letters, digits, <c>_</c> and <c>-</c>, 64 at the most.</remarks>
/// <param name="client">Who calls the engine: the worker, or the <c>Client</c> of a handler's context.</param>
public sealed class IIIConfiguration(IIIClient client)
{
    private readonly IIIClient _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>An entry's value, with its placeholders (<c>${NAME:default}</c>) filled in.</summary>
    /// <exception cref="IIIInvocationException">There is no such entry (<c>NOT_FOUND</c>), its value does not fit its schema, or a placeholder has no value.</exception>
    public async Task<T?> GetAsync<[IIIJson] T>(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var reply = await EngineModule.CallAsync(_client, "configuration::get", id, static (output, i) => EngineModule.Text(output, "\"id\":"u8, i), cancellationToken).ConfigureAwait(false);
        return EngineModule.Property(reply.Span, "value"u8) is { IsEmpty: false } value ? EngineModule.Read<T>(value) : default;
    }

    /// <summary>Sets an entry's value.</summary>
    /// <returns>The value before and after, with its placeholders.</returns>
    /// <exception cref="IIIInvocationException">There is no such entry (<c>NOT_REGISTERED</c>), or the value does not fit its schema (<c>SCHEMA_INVALID</c>).</exception>
    public async Task<ValueChange<T>> SetAsync<[IIIJson] T>(string id, T? value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var reply = await EngineModule.CallAsync(_client, "configuration::set", (id, value), static (output, a) =>
        {
            EngineModule.Text(output, "\"id\":"u8, a.id);
            EngineModule.Value(output, "\"value\":"u8, a.value);
        }, cancellationToken).ConfigureAwait(false);
        return ValueChange<T>.Read(reply.Span);
    }

    /// <summary>Makes an entry known, or says anew what it is; a value that it has stays.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="name">Its name, for people.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="schema">The JSON schema of its value, as JSON.</param>
    /// <param name="initialValue">The value that it gets when it has none, as JSON; null for none.</param>
    /// <param name="metadata">More about it, as JSON; null for nothing.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The engine did not take it.</exception>
    public Task RegisterAsync(string id, string name, string description, string schema, string? initialValue = null, string? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(schema);
        var json = (Schema: JsonText.Utf8(schema, nameof(schema)), Value: JsonText.Utf8(initialValue, nameof(initialValue)), Metadata: JsonText.Utf8(metadata, nameof(metadata)));
        return EngineModule.CallAsync(_client, "configuration::register", (id, name, description, json), static (output, a) =>
        {
            EngineModule.Text(output, "\"id\":"u8, a.id);
            EngineModule.Text(output, "\"name\":"u8, a.name);
            EngineModule.Text(output, "\"description\":"u8, a.description);
            Json(output, "\"schema\":"u8, a.json.Schema);
            Json(output, "\"initial_value\":"u8, a.json.Value);
            Json(output, "\"metadata\":"u8, a.json.Metadata);
        }, cancellationToken);
    }

    /// <summary>All entries, sorted by id; not their values.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<ConfigurationEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "configuration::list", 0, static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<JsonElement>(EngineModule.Property(reply.Span, "configurations"u8)).ConvertAll(ConfigurationEntry.Read);
    }

    private static void Json(JsonOutput output, ReadOnlySpan<byte> name, byte[] json)
    {
        if (json.Length > 0)
        {
            output.WriteName(name);
            output.WriteRaw(json);
        }
    }
}

/// <summary>What an entry of the configuration is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Schema">The JSON schema of its value.</param>
/// <param name="Metadata">More about it; null for nothing.</param>
public sealed record ConfigurationEntry(string Id, string Name, string Description, JsonElement? Schema, JsonElement? Metadata)
{
    internal static ConfigurationEntry Read(JsonElement row) => new(row.Text("id"), row.Text("name"), row.Text("description"), row.Json("schema"), row.Json("metadata"));
}
