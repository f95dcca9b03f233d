namespace Iii.DevEngine.Modules.Queue;

/// <summary>The messages of a queue that wait for their time. The queue's lock guards it.</summary>
/// <param name="wake">Is called, without the lock, when a message's time has come: it takes the message out.</param>
internal sealed class DelayedMessages(TimeProvider time, Action<QueuedMessage, bool> wake) : IDisposable
{
    private readonly Dictionary<string, ITimer> _timers = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <param name="isFirst">The message goes before the others then.</param>
    public void Add(QueuedMessage message, TimeSpan delay, bool isFirst)
    {
        if (!_isDisposed)
        {
            _timers[message.Id] = time.CreateTimer(_ => wake(message, isFirst), null, delay < RetryPolicy.Longest ? delay : RetryPolicy.Longest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Takes a message out.</summary>
    /// <returns>False when it is not there any more.</returns>
    public bool Remove(QueuedMessage message)
    {
        if (!_timers.Remove(message.Id, out var timer))
        {
            return false;
        }

        timer.Dispose();
        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        foreach (var timer in _timers.Values)
        {
            timer.Dispose();
        }

        _timers.Clear();
    }
}
