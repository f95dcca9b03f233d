using System.Collections.Concurrent;
using System.Text.Json;
using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Streams;

/// <summary>Items by stream, group and id.</summary>
internal sealed class StreamStore
{
    private const string CollectionPrefix = "stream:";

    private readonly ConcurrentDictionary<string, KeyValueStore> _streams = new(StringComparer.Ordinal);
    private readonly Journal _journal;

    public StreamStore(Journal journal)
    {
        _journal = journal;
        foreach (var collection in journal.Kept.Collections(CollectionPrefix))
        {
            Stream(collection[CollectionPrefix.Length..]);
        }
    }

    /// <summary>The streams and their groups, sorted.</summary>
    public IEnumerable<(string Name, IEnumerable<string> Groups)> All =>
        _streams.OrderBy(s => s.Key, Utf8Order.Instance).Select(s => (s.Key, (IEnumerable<string>)s.Value.Groups.Order(Utf8Order.Instance)));

    /// <inheritdoc cref="KeyValueStore.Set"/>
    public JsonElement? Set(string stream, string group, string id, JsonElement value) => Stream(stream).Set(group, id, value);

    public JsonElement? Get(string stream, string group, string id) => _streams.GetValueOrDefault(stream)?.Get(group, id);

    /// <inheritdoc cref="KeyValueStore.Delete"/>
    public JsonElement? Delete(string stream, string group, string id) => _streams.GetValueOrDefault(stream)?.Delete(group, id);

    /// <inheritdoc cref="KeyValueStore.Update"/>
    public UpdateResult Update(string stream, string group, string id, IReadOnlyList<UpdateOperation> operations) => Stream(stream).Update(group, id, operations);

    public IReadOnlyList<JsonElement> List(string stream, string group) => _streams.GetValueOrDefault(stream)?.List(group) ?? [];

    /// <inheritdoc cref="KeyValueStore.Entries"/>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Entries(string stream, string group) => _streams.GetValueOrDefault(stream)?.Entries(group) ?? [];

    public IReadOnlyList<string> Groups(string stream) => _streams.GetValueOrDefault(stream)?.Groups ?? [];

    private KeyValueStore Stream(string name) => _streams.GetOrAdd(name, static (key, journal) => new KeyValueStore(journal, CollectionPrefix + key), _journal);
}
