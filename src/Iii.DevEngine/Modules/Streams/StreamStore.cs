using System.Collections.Concurrent;
using System.Text.Json;
using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>Items by stream, group and id, in memory.</summary>
internal sealed class StreamStore
{
    private readonly ConcurrentDictionary<string, KeyValueStore> _streams = new(StringComparer.Ordinal);

    /// <summary>The streams and their groups, sorted.</summary>
    public IEnumerable<(string Name, IEnumerable<string> Groups)> All =>
        _streams.OrderBy(s => s.Key, Utf8Order.Instance).Select(s => (s.Key, (IEnumerable<string>)s.Value.Groups.Order(Utf8Order.Instance)));

    /// <inheritdoc cref="KeyValueStore.Set"/>
    public JsonElement? Set(string stream, string group, string id, JsonElement value) => _streams.GetOrAdd(stream, static _ => new KeyValueStore()).Set(group, id, value);

    public JsonElement? Get(string stream, string group, string id) => _streams.GetValueOrDefault(stream)?.Get(group, id);

    /// <inheritdoc cref="KeyValueStore.Delete"/>
    public JsonElement? Delete(string stream, string group, string id) => _streams.GetValueOrDefault(stream)?.Delete(group, id);

    /// <inheritdoc cref="KeyValueStore.Update"/>
    public UpdateResult Update(string stream, string group, string id, IReadOnlyList<UpdateOperation> operations) =>
        _streams.GetOrAdd(stream, static _ => new KeyValueStore()).Update(group, id, operations);

    public IReadOnlyList<JsonElement> List(string stream, string group) => _streams.GetValueOrDefault(stream)?.List(group) ?? [];

    /// <inheritdoc cref="KeyValueStore.Entries"/>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Entries(string stream, string group) => _streams.GetValueOrDefault(stream)?.Entries(group) ?? [];

    public IReadOnlyList<string> Groups(string stream) => _streams.GetValueOrDefault(stream)?.Groups ?? [];
}
