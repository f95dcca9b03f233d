namespace Iii.Testing;

/// <summary>Something that a test has put in the way, until it takes it away again or it has happened often enough.</summary>
internal sealed class Fault<T>(T what, int? times, Action<Fault<T>> remove) : IDisposable
{
    private int _left = times ?? int.MaxValue;

    public T What => what;

    /// <summary>Lets it happen once.</summary>
    /// <returns>False when it has happened often enough.</returns>
    public bool TryHappen()
    {
        if (times is null)
        {
            return true;
        }

        var left = Interlocked.Decrement(ref _left);
        if (left <= 0)
        {
            remove(this);
        }

        return left >= 0;
    }

    public void Dispose() => remove(this);
}
