namespace Iii.DevEngine;

/// <summary>Counts what waits for somebody, in bytes. Each thing costs <see cref="Overhead"/> beside its own length.</summary>
/// <param name="capacity">How much there may be; one thing alone may be larger.</param>
internal sealed class Backlog(long capacity)
{
    /// <summary>What the least of things takes: a task that waits, and its array.</summary>
    public const int Overhead = 512;

    private readonly Lock _gate = new();
    private long _bytes;
    private TaskCompletionSource? _moved;

    /// <summary>Counts a thing, if there is room for it.</summary>
    public bool TryAdd(int length)
    {
        lock (_gate)
        {
            if (_bytes > 0 && _bytes + length + Overhead > capacity)
            {
                return false;
            }

            _bytes += length + Overhead;
            return true;
        }
    }

    /// <summary>Counts a thing that is there in any case.</summary>
    public void Add(int length)
    {
        lock (_gate)
        {
            _bytes += length + Overhead;
        }
    }

    public void Remove(int length)
    {
        lock (_gate)
        {
            _bytes -= length + Overhead;
            _moved?.TrySetResult();
            _moved = null;
        }
    }

    /// <summary>Waits until there is less than there may be.</summary>
    /// <exception cref="TimeoutException">Nothing at all was taken for this long.</exception>
    public async ValueTask RoomAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_bytes < capacity)
                {
                    return;
                }

                _moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                moved = _moved.Task;
            }

            await moved.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
