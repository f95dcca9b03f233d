namespace Iii.DevEngine.Modules.Queue;

/// <summary>Bounds how many messages all queues hold together, dead letters among them.</summary>
internal sealed class QueueCapacity(int limit)
{
    private int _held;

    public int Limit => limit;

    /// <summary>Takes room for some messages; false when there is not enough.</summary>
    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _held, count) <= limit)
        {
            return true;
        }

        Release(count);
        return false;
    }

    /// <summary>Takes room for what is there already, even beyond the limit.</summary>
    public void Take(int count) => Interlocked.Add(ref _held, count);

    public void Release(int count = 1) => Interlocked.Add(ref _held, -count);
}
