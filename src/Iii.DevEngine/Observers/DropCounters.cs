namespace Iii.DevEngine.Observers;

/// <summary>Counts by code what an observer did not deliver.</summary>
internal sealed class DropCounters
{
    /// <summary>What counts together once there are too many codes.</summary>
    private const string Others = "*";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Code, long Count)> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _counts.Select(static c => (c.Key, c.Value))];
            }
        }
    }

    public void Add(string code, long count = 1)
    {
        lock (_gate)
        {
            var key = _counts.ContainsKey(code) || _counts.Count < ObserverLimits.DropCodes ? code : Others;
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        }
    }
}
