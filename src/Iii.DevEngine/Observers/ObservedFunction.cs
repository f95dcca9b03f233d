namespace Iii.DevEngine.Observers;

/// <summary>
/// Represents what is known of one function, whether it is registered or not: who hosts it, who observes it, and whose target it is.
/// </summary>
internal sealed class ObservedFunction((string Namespace, string Id) key, ObserverRegistry registry)
{
    private volatile ObserverSet? _active = ObserverSet.Empty;
    private volatile int _activeCount;

    public (string Namespace, string Id) Key => key;

    /// <summary>The number of the last change of its observers.</summary>
    public long Revision { get; set; }

    /// <summary>What its host has counted of calls that stayed in the worker.</summary>
    public LocalCalls LocalCalls { get; set; }

    /// <summary>The function; null while nobody has registered it.</summary>
    public RegisteredFunction? Host { get; set; }

    /// <summary>Its observers, in the order of their ids.</summary>
    public SortedDictionary<string, Observer> Observers { get; } = new(StringComparer.Ordinal);

    /// <summary>Those whose target it is.</summary>
    public HashSet<Observer> Targeting { get; } = [];

    /// <summary>Whether calls of it are observed at the moment: all that an ordinary call looks at.</summary>
    public bool IsObserved => _activeCount > 0;

    /// <summary>Whether nobody needs it any more.</summary>
    public bool IsUnused => Host is null && Observers.Count == 0 && Targeting.Count == 0;

    /// <summary>Gets the active observers of this moment.</summary>
    public ObserverSet Active => _active ?? registry.Read(() => _active ??= ObserverSet.Of(Observers.Values));

    /// <summary>An observer becomes active, or ceases to be. The set is made again when a call needs it.</summary>
    public void CountActive(int change)
    {
        _active = null;
        _activeCount += change;
    }
}
