using System.Text.Json;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>What was kept when the engine started, until somebody takes it.</summary>
internal sealed class KeptRecords
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<IIIStorageRecord>> _collections = new(StringComparer.Ordinal);

    public KeptRecords(IEnumerable<IIIStorageRecord> records)
    {
        foreach (var record in records)
        {
            (_collections.TryGetValue(record.Collection, out var collection) ? collection : _collections[record.Collection] = []).Add(record);
        }
    }

    /// <summary>The collections of this prefix.</summary>
    public IReadOnlyList<string> Collections(string prefix)
    {
        lock (_gate)
        {
            return [.. _collections.Keys.Where(c => c.StartsWith(prefix, StringComparison.Ordinal))];
        }
    }

    /// <summary>Hands over a collection, in its order.</summary>
    /// <param name="read">Makes something of a record.</param>
    /// <exception cref="IOException">A record is not what this engine writes.</exception>
    public IReadOnlyList<T> Take<T>(string collection, Func<IIIStorageRecord, T> read)
    {
        List<IIIStorageRecord>? records;
        lock (_gate)
        {
            if (!_collections.Remove(collection, out records))
            {
                return [];
            }
        }

        return [.. records.Select(record =>
        {
            try
            {
                return read(record);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new IOException($"What is kept under '{record.Key}' of '{record.Group}' ({collection}) is damaged: {e.Message} Restore a copy, or choose another directory.", e);
            }
        })];
    }
}
