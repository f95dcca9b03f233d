using System.Runtime.InteropServices;
using Iii.Filters.Evaluation;
using Iii.Filters.Indexing;
using Iii.Filters.Syntax;

namespace Iii.Filters;

/// <summary>
/// Finds which of many filters match a document. The document is read once for all of them, and filters that ask for a value, such as
/// <c>{"input.region":{"$eq":"eu"}}</c>, are found by it. The result is that of evaluating each filter.
/// </summary>
/// <remarks>
/// Any number of threads can call <see cref="Match" /> at the same time, but none while the index is changed. Adding and removing take time that does not
/// depend on the number of filters.
/// </remarks>
/// <typeparam name="TKey">The type of the keys that filters are added with.</typeparam>
public sealed class FilterIndex<TKey>
    where TKey : notnull
{
    /// <summary>Up to this number evaluating all filters is cheaper than looking any up.</summary>
    private const int MaxScanned = 4;

    private readonly IComparer<TKey> _order;
    private readonly DocumentPaths _paths = new();
    private readonly Dictionary<TKey, KeyedEntry<TKey>> _byKey;
    private readonly List<KeyedEntry<TKey>> _entries = [];
    private readonly List<KeyedEntry<TKey>> _scanned = [];

    /// <summary>Creates an empty index.</summary>
    /// <param name="order">The order in which matching keys are returned; by default that of the type, for strings by their UTF-16 units.</param>
    /// <param name="equality">Which keys are one; by default that of the type.</param>
    public FilterIndex(IComparer<TKey>? order = null, IEqualityComparer<TKey>? equality = null)
    {
        _order = order ?? (typeof(TKey) == typeof(string) ? (IComparer<TKey>)(object)StringComparer.Ordinal : Comparer<TKey>.Default);
        _byKey = new Dictionary<TKey, KeyedEntry<TKey>>(equality);
    }

    /// <summary>Gets the number of filters.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds a filter, in place of the one that the key has.</summary>
    /// <param name="key">The key.</param>
    /// <param name="filter">The filter.</param>
    public void Set(TKey key, Filter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Remove(key);
        var bound = ConditionBinder.Bind(filter.Expression, _paths, sharesElements: !filter.IsIndexable);
        var entry = new KeyedEntry<TKey>(key, bound) { Position = _entries.Count };
        _byKey.Add(key, entry);
        _entries.Add(entry);
        if (filter.IsIndexable)
        {
            File(entry, IndexConditions.Of(filter.Expression));
        }
        else
        {
            entry.ScannedPosition = _scanned.Count;
            _scanned.Add(entry);
        }
    }

    /// <summary>Removes a filter. Returns false if the key has none.</summary>
    /// <param name="key">The key.</param>
    public bool Remove(TKey key)
    {
        if (!_byKey.Remove(key, out var entry))
        {
            return false;
        }

        // The last entry takes the place, so that none has to move.
        var last = _entries[^1];
        _entries[entry.Position] = last;
        last.Position = entry.Position;
        _entries.RemoveAt(_entries.Count - 1);
        if (entry.ScannedPosition >= 0)
        {
            var lastScanned = _scanned[^1];
            _scanned[entry.ScannedPosition] = lastScanned;
            lastScanned.ScannedPosition = entry.ScannedPosition;
            _scanned.RemoveAt(_scanned.Count - 1);
        }

        foreach (var filing in entry.Filings)
        {
            filing.Remove();
        }

        entry.Filter.Release();
        return true;
    }

    /// <summary>Removes all filters.</summary>
    public void Clear()
    {
        while (_entries.Count > 0)
        {
            Remove(_entries[^1].Key);
        }
    }

    /// <summary>Determines whether a key has a filter.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(TKey key) => _byKey.ContainsKey(key);

    /// <summary>
    /// Adds the keys of the filters that match a document to a list, in their order. Nothing is allocated if the list has room; on a part that is not JSON the
    /// verdicts have no meaning.
    /// </summary>
    /// <param name="document">The parts of a call.</param>
    /// <param name="matches">The list; what it holds stays.</param>
    public void Match(in FilterDocument document, List<TKey> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        var first = matches.Count;
        var state = MatchState.Rent(_paths.Slots.Count);
        var epoch = state.NextEpoch();
        state.Indexed.Clear();
        _paths.Read(document, state, epoch);
        var reading = new Reading(document, state);
        if (_entries.Count <= MaxScanned || _scanned.Count * 2 > _entries.Count)
        {
            Evaluate(CollectionsMarshal.AsSpan(_entries), reading, epoch, matches);
        }
        else
        {
            Evaluate(CollectionsMarshal.AsSpan(_scanned), reading, epoch, matches);
            foreach (var path in state.Indexed)
            {
                LookUp(path, reading, epoch, matches);
            }
        }

        if (matches.Count - first > 1)
        {
            matches.Sort(first, matches.Count - first, _order);
        }
    }

    private static void Evaluate(ReadOnlySpan<KeyedEntry<TKey>> entries, in Reading reading, long epoch, List<TKey> matches)
    {
        foreach (var entry in entries)
        {
            if (entry.Filter.Matches(reading, epoch))
            {
                matches.Add(entry.Key);
            }
        }
    }

    private static void LookUp(PathNode path, in Reading reading, long epoch, List<TKey> matches)
    {
        // A member that stands twice was recorded twice, and one that a later member replaced not at all.
        ref var value = ref reading.State.Slots[path.Slot];
        if (value.Epoch != epoch || value.IsLookedUp)
        {
            return;
        }

        value.IsLookedUp = true;
        if (path.Values?.Find(reading.Part(path.Root), ref value) is not { } bucket)
        {
            return;
        }

        foreach (var filing in bucket.Filings)
        {
            var entry = (KeyedEntry<TKey>)filing.Entry;
            if (entry.Filter.Matches(reading, epoch))
            {
                matches.Add(entry.Key);
            }
        }
    }

    /// <summary>Files an entry under the values of that condition which the fewest entries share, with a preference for a single value.</summary>
    private void File(KeyedEntry<TKey> entry, IReadOnlyList<(FilterPath Path, FilterLiteral[] Values)> conditions)
    {
        PathNode? best = null;
        FilterLiteral[] bestValues = [];
        var bestRank = (IsSet: true, Shared: int.MaxValue, Values: int.MaxValue);
        foreach (var (path, literals) in conditions)
        {
            // The filter itself reads the path, so it stays as long as the entry.
            var node = _paths[path.Root].Find(path.Segments)!;
            var values = Distinct(literals);
            var rank = (values.Length > 1, values.Sum(v => node.Values?.Count(v) ?? 0), values.Length);
            if (best is null || rank.CompareTo(bestRank) < 0)
            {
                (best, bestValues, bestRank) = (node, values, rank);
            }
        }

        var index = best!.Values ??= new ValueIndex(best);
        entry.Filings = Array.ConvertAll(bestValues, v => index.Add(entry, v));
    }

    private static FilterLiteral[] Distinct(FilterLiteral[] values) => values.Length == 1 ? values : [.. values.Distinct(ScalarComparer.Instance)];
}
