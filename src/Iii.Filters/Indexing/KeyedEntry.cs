using Iii.Filters.Evaluation;

namespace Iii.Filters.Indexing;

/// <summary>Represents a filter in an index with the key that it was added with.</summary>
internal sealed class KeyedEntry<TKey>(TKey key, BoundFilter filter) : IndexEntry(filter)
{
    public TKey Key { get; } = key;
}
