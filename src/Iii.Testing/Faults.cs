namespace Iii.Testing;

/// <summary>Faults of one kind; the one that was put in last goes first.</summary>
internal sealed class Faults<T>
{
    private readonly Lock _gate = new();
    private readonly List<Fault<T>> _faults = [];

    public IDisposable Add(T what, int? times = null)
    {
        if (times is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(times));
        }

        var fault = new Fault<T>(what, times, Remove);
        lock (_gate)
        {
            _faults.Add(fault);
        }

        return fault;
    }

    /// <summary>The last one that fits, which happens by this.</summary>
    public T? Find(Func<T, bool> fits)
    {
        Fault<T>[] faults;
        lock (_gate)
        {
            if (_faults.Count == 0)
            {
                return default;
            }

            faults = [.. _faults];
        }

        return faults.Reverse().FirstOrDefault(f => fits(f.What) && f.TryHappen()) is { } found ? found.What : default;
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    private void Remove(Fault<T> fault)
    {
        lock (_gate)
        {
            _faults.Remove(fault);
        }
    }
}
