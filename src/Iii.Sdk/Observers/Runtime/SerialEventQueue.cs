using Microsoft.Extensions.Logging;

namespace Iii.Observers;

/// <summary>
/// Calls listeners on the thread pool, one after the other in the order of the events; an exception of one does not stop the others.
/// </summary>
/// <remarks>
/// A listener that never returns must not let the queue grow for ever: beyond <see cref="MaxWaiting"/> events the oldest are dropped.
/// </remarks>
internal sealed class SerialEventQueue(ILogger logger) : IThreadPoolWorkItem
{
    public const int MaxWaiting = 1_024;

    private readonly Lock _gate = new();
    private readonly Queue<Action> _waiting = new();
    private bool _isRunning;

    /// <summary>Puts an event into the queue. It is raised off the caller's thread.</summary>
    public void Post(Action raise)
    {
        bool isDropping, isStarting;
        lock (_gate)
        {
            isDropping = _waiting.Count >= MaxWaiting;
            if (isDropping)
            {
                _waiting.Dequeue();
            }

            _waiting.Enqueue(raise);
            isStarting = !_isRunning;
            _isRunning = true;
        }

        if (isDropping)
        {
            Log.EventDropped(logger, MaxWaiting);
        }

        if (isStarting)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Calls one listener, and logs what it throws.</summary>
    public void Run(Action listener)
    {
        try
        {
            listener();
        }
        catch (Exception e)
        {
            Log.ListenerFailed(logger, e);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            Action? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _isRunning = false;
                    return;
                }
            }

            Run(next);
        }
    }
}
