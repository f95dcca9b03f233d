using System.Text.Json;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>Values by group and key. Groups and keys stay in the order in which they came.</summary>
internal sealed class KeyValueStore
{
    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly string _collection;
    private readonly OrderedDictionary<string, OrderedDictionary<string, JsonElement>> _groups = new(StringComparer.Ordinal);

    /// <param name="journal">Gets the changes, and had what was there before.</param>
    /// <param name="collection">The store's name there.</param>
    public KeyValueStore(Journal journal, string collection)
    {
        _journal = journal;
        _collection = collection;
        foreach (var (group, key, value) in journal.Kept.Take(collection, static r => (r.Group, r.Key, CanonicalJson.Restore(r.Json!))))
        {
            GroupOf(group)[key] = value;
        }
    }

    /// <summary>The groups; one without a key stays until the engine ends.</summary>
    public IReadOnlyList<string> Groups
    {
        get
        {
            lock (_gate)
            {
                return [.. _groups.Keys];
            }
        }
    }

    /// <summary>Stores a value.</summary>
    /// <returns>What was there before; null when nothing was.</returns>
    public JsonElement? Set(string group, string key, JsonElement value)
    {
        lock (_gate)
        {
            var values = GroupOf(group);
            var old = Find(values, key);
            Put(values, group, key, value);
            return old;
        }
    }

    public JsonElement? Get(string group, string key)
    {
        lock (_gate)
        {
            return _groups.TryGetValue(group, out var values) ? Find(values, key) : null;
        }
    }

    /// <summary>Removes a value.</summary>
    /// <returns>What was there; null when nothing was.</returns>
    public JsonElement? Delete(string group, string key)
    {
        lock (_gate)
        {
            if (!_groups.TryGetValue(group, out var values) || !values.Remove(key, out var old))
            {
                return null;
            }

            _journal.Append(new IIIStorageRecord(_collection, group, key, null));
            return old;
        }
    }

    /// <summary>Applies operations to a value; nobody else changes it meanwhile.</summary>
    public UpdateResult Update(string group, string key, IReadOnlyList<UpdateOperation> operations)
    {
        lock (_gate)
        {
            var values = GroupOf(group);
            var result = UpdateOperations.Apply(Find(values, key), operations);
            Put(values, group, key, result.New);
            return result;
        }
    }

    public IReadOnlyList<JsonElement> List(string group)
    {
        lock (_gate)
        {
            return _groups.TryGetValue(group, out var values) ? [.. values.Values] : [];
        }
    }

    /// <summary>The keys of a group with their values.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Entries(string group)
    {
        lock (_gate)
        {
            return _groups.TryGetValue(group, out var values) ? [.. values] : [];
        }
    }

    private static JsonElement? Find(OrderedDictionary<string, JsonElement> values, string key) => values.TryGetValue(key, out var value) ? value : null;

    private void Put(OrderedDictionary<string, JsonElement> values, string group, string key, JsonElement value)
    {
        values[key] = value;
        if (_journal.IsKept)
        {
            _journal.Append(new IIIStorageRecord(_collection, group, key, value.GetRawText()));
        }
    }

    private OrderedDictionary<string, JsonElement> GroupOf(string group)
    {
        if (!_groups.TryGetValue(group, out var values))
        {
            values = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
            _groups.Add(group, values);
        }

        return values;
    }
}
