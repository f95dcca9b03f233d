using Iii.Generated;
using Iii.Modules;

namespace Iii;

/// <summary>The engine's streams: items in groups, whose changes reach those who watch, browsers among them.</summary>
/// <remarks>Functions of the engine's stream module: <c>stream::get</c> and its siblings, in namespace <c>default</c>. A <see cref="StreamTriggerAttribute"/> tells of changes.</remarks>
/// <param name="client">Who calls the engine: the worker, or the <c>Client</c> of a handler's context.</param>
public sealed class IIIStreams(IIIClient client)
{
    private readonly IIIClient _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>An item.</summary>
    /// <returns>The item; null when there is none.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    /// <exception cref="System.Text.Json.JsonException">The item does not fit <typeparamref name="T"/>.</exception>
    public async Task<T?> GetAsync<[IIIJson] T>(string stream, string group, string item, CancellationToken cancellationToken = default) =>
        EngineModule.Read<T>((await CallAsync("stream::get", stream, group, item, cancellationToken).ConfigureAwait(false)).Span);

    /// <summary>Sets an item, whether there was one or not, and tells those who watch.</summary>
    /// <returns>The item before and after.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<ValueChange<T>> SetAsync<[IIIJson] T>(string stream, string group, string item, T? data, CancellationToken cancellationToken = default)
    {
        Check(stream, group, item);
        var reply = await EngineModule.CallAsync(_client, "stream::set", (stream, group, item, data), static (output, a) =>
        {
            Place(output, a.stream, a.group, a.item);
            EngineModule.Value(output, "\"data\":"u8, a.data);
        }, cancellationToken).ConfigureAwait(false);
        return ValueChange<T>.Read(reply.Span);
    }

    /// <summary>Deletes an item, and tells those who watch.</summary>
    /// <returns>The item that it was; null when there was none.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<T?> DeleteAsync<[IIIJson] T>(string stream, string group, string item, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync("stream::delete", stream, group, item, cancellationToken).ConfigureAwait(false);
        return ValueChange<T>.Read(reply.Span).OldValue;
    }

    /// <summary>Changes an item by operations that the engine applies at once, and tells those who watch.</summary>
    /// <returns>The item before and after.</returns>
    /// <exception cref="IIIUpdateException">An operation could not be applied; the others were.</exception>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<ValueChange<T>> UpdateAsync<[IIIJson] T>(string stream, string group, string item, UpdateOperations operations, CancellationToken cancellationToken = default)
    {
        Check(stream, group, item);
        ArgumentNullException.ThrowIfNull(operations);
        var reply = await EngineModule.CallAsync(_client, "stream::update", (stream, group, item, operations), static (output, a) =>
        {
            Place(output, a.stream, a.group, a.item);
            a.operations.Write(output);
        }, cancellationToken).ConfigureAwait(false);
        IIIUpdateException.ThrowIfFailed(reply.Span, operations, $"item '{item}' of group '{group}' of stream '{stream}'");
        return ValueChange<T>.Read(reply.Span);
    }

    /// <summary>The items of a group, in the order in which they came.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<T?>> ListAsync<[IIIJson] T>(string stream, string group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(group);
        var reply = await EngineModule.CallAsync(_client, "stream::list", (stream, group), static (output, a) => Group(output, a.stream, a.group), cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<T>(reply.Span);
    }

    /// <summary>The names of a stream's groups.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<string>> ListGroupsAsync(string stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var reply = await EngineModule.CallAsync(_client, "stream::list_groups", stream, static (output, s) => EngineModule.Text(output, "\"stream_name\":"u8, s), cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<string>(reply.Span)!;
    }

    /// <summary>All streams with the names of their groups.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<StreamSummary>> ListStreamsAsync(CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "stream::list_all", 0, static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<System.Text.Json.JsonElement>(EngineModule.Property(reply.Span, "stream"u8)).ConvertAll(StreamSummary.Read);
    }

    /// <summary>Sends an event to those who watch a group, or one of its items; nothing is kept.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="group">The group.</param>
    /// <param name="eventType">What kind of event it is.</param>
    /// <param name="data">What it says.</param>
    /// <param name="item">The item whose watchers are meant; null for the group's.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public Task SendAsync<[IIIJson] T>(string stream, string group, string eventType, T? data, string? item = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(eventType);
        return EngineModule.CallAsync(_client, "stream::send", (stream, group, eventType, data, item), static (output, a) =>
        {
            Group(output, a.stream, a.group);
            if (a.item is not null)
            {
                EngineModule.Text(output, "\"id\":"u8, a.item);
            }

            EngineModule.Text(output, "\"type\":"u8, a.eventType);
            EngineModule.Value(output, "\"data\":"u8, a.data);
        }, cancellationToken);
    }

    private Task<ReadOnlyMemory<byte>> CallAsync(string functionId, string stream, string group, string item, CancellationToken cancellationToken)
    {
        Check(stream, group, item);
        return EngineModule.CallAsync(_client, functionId, (stream, group, item), static (output, a) => Place(output, a.stream, a.group, a.item), cancellationToken);
    }

    private static void Check(string stream, string group, string item)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(item);
    }

    private static void Group(JsonOutput output, string stream, string group)
    {
        EngineModule.Text(output, "\"stream_name\":"u8, stream);
        EngineModule.Text(output, "\"group_id\":"u8, group);
    }

    private static void Place(JsonOutput output, string stream, string group, string item)
    {
        Group(output, stream, group);
        EngineModule.Text(output, "\"item_id\":"u8, item);
    }
}
