using Iii.Filters;

namespace Iii.DevEngine.Observers;

/// <summary>Represents the active observers of a function at one moment, and finds those that a call matches. It does not change.</summary>
internal sealed class ObserverSet
{
    private static readonly Comparer<Observer> s_byId = Comparer<Observer>.Create(static (x, y) => string.CompareOrdinal(x.Id, y.Id));

    private readonly Observer[] _observers;
    private readonly FilterIndex<Observer>? _index;
    private readonly FilterRoots _roots;

    private ObserverSet(Observer[] observers)
    {
        _observers = observers;
        if (observers.Length > 1)
        {
            // The parts of a call are read once for all of them.
            _index = new FilterIndex<Observer>(s_byId);
            foreach (var observer in observers)
            {
                _index.Set(observer, observer.Request.Filter);
                _roots |= observer.Request.Filter.Roots;
            }
        }
    }

    public static ObserverSet Empty { get; } = new([]);

    /// <summary>Makes the set of those that are active, in the order of their ids.</summary>
    public static ObserverSet Of(IEnumerable<Observer> observers) => new([.. observers.Where(static o => o.IsActive)]);

    /// <summary>Finds the observers that want a call, in the order of their ids.</summary>
    /// <param name="call">The call, which has ended.</param>
    /// <param name="chosen">Those that the host has chosen; null for all.</param>
    public IEnumerable<Observer> Matching(ObservedCall call, IReadOnlyList<string>? chosen)
    {
        if (chosen is not null)
        {
            var ids = chosen.ToHashSet(StringComparer.Ordinal);
            return _observers.Where(o => ids.Contains(o.Id) && o.Matches(call));
        }

        if (_index is null)
        {
            return _observers.Where(o => o.Matches(call));
        }

        List<Observer> matching = [];
        _index.Match(call.Document(_roots), matching);
        return matching.Where(o => o.Request.Accepts(call.IsError));
    }
}
