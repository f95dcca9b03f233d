namespace Iii.DevEngine.Modules.Queue;

/// <summary>One queue: messages that wait, that wait for their time, that are worked on, and that failed for good. Room for a message is taken before it is added.</summary>
internal sealed class MessageQueue(string name, QueueCapacity capacity, TimeProvider time, EngineActivity? activity = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LinkedList<QueuedMessage> _waiting = new();
    private readonly Dictionary<string, ITimer> _delayed = new(StringComparer.Ordinal);
    private readonly LinkedList<DeadLetter> _dead = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _active;
    private bool _isDisposed;

    public string Name => name;

    /// <summary>How the last subscriber wants messages to be tried; null when none said so.</summary>
    public Func<RetryPolicy, RetryPolicy>? Overrides { get; set; }

    /// <summary>How many wait or are worked on.</summary>
    public int Depth
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + _active;
            }
        }
    }

    /// <summary>The dead letters, the last one first.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters
    {
        get
        {
            lock (_gate)
            {
                return [.. _dead];
            }
        }
    }

    /// <summary>Adds a message behind the others, at once or after a while.</summary>
    public void Push(QueuedMessage message, TimeSpan delay = default)
    {
        lock (_gate)
        {
            Delay(message, delay, isFirst: false);
        }
    }

    /// <summary>The next message; waits for one. It is worked on until it is acknowledged, rejected or returned. A message that waits is activity, which the taker ends.</summary>
    public async Task<QueuedMessage> TakeAsync(CancellationToken cancellationToken)
    {
        await _available.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var message = _waiting.First!.Value;
            _waiting.RemoveFirst();
            _active++;
            return message;
        }
    }

    /// <summary>A message was dealt with.</summary>
    public void Acknowledge()
    {
        lock (_gate)
        {
            _active--;
        }

        capacity.Release();
    }

    /// <summary>Work on a message did not come to its end: it is the next one again.</summary>
    public void Return(QueuedMessage message)
    {
        lock (_gate)
        {
            _active--;
            Enqueue(message, isFirst: true);
        }
    }

    /// <summary>A message has failed: it is tried again after its back-off, or becomes a dead letter.</summary>
    public void Reject(QueuedMessage message, string error)
    {
        lock (_gate)
        {
            _active--;
            var failed = Failed(message);
            if (IsExhausted(failed))
            {
                _dead.AddFirst(new DeadLetter(failed, error, Now));
            }
            else
            {
                Delay(failed, failed.Retries.DelayAfter(failed.Attempts), isFirst: true);
            }
        }
    }

    /// <summary>A message after one more failure.</summary>
    public QueuedMessage Failed(QueuedMessage message) => message with
    {
        Attempts = message.Attempts + 1,
        Retries = Overrides?.Invoke(message.Retries) ?? message.Retries,
    };

    /// <summary>Takes dead letters out.</summary>
    /// <param name="id">Only the one with this id; null for all.</param>
    /// <returns>The messages, the oldest failure first; their room stays taken.</returns>
    public IReadOnlyList<QueuedMessage> TakeDead(string? id = null)
    {
        lock (_gate)
        {
            var taken = new List<QueuedMessage>();
            for (var node = _dead.Last; node is not null;)
            {
                var previous = node.Previous;
                if (id is null || node.Value.Message.Id == id)
                {
                    taken.Add(node.Value.Message);
                    _dead.Remove(node);
                }

                node = previous;
            }

            return taken;
        }
    }

    /// <summary>Puts dead letters behind the waiting messages, as if they had never been tried.</summary>
    public int Redrive(string? id = null)
    {
        var messages = TakeDead(id);
        foreach (var message in messages)
        {
            Push(message with { Attempts = 0 });
        }

        return messages.Count;
    }

    /// <summary>Throws a dead letter away.</summary>
    public bool Discard(string id)
    {
        var found = TakeDead(id).Count;
        capacity.Release(found);
        return found > 0;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var timer in _delayed.Values)
            {
                timer.Dispose();
            }

            _delayed.Clear();
        }
    }

    private static bool IsExhausted(QueuedMessage message) => message.Attempts >= message.Retries.MaxAttempts;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Enqueue(QueuedMessage message, bool isFirst)
    {
        if (isFirst)
        {
            _waiting.AddFirst(message);
        }
        else
        {
            _waiting.AddLast(message);
        }

        activity?.Begin();
        _available.Release();
    }

    private void Delay(QueuedMessage message, TimeSpan delay, bool isFirst)
    {
        if (delay <= TimeSpan.Zero)
        {
            Enqueue(message, isFirst);
            return;
        }

        if (_isDisposed)
        {
            return;
        }

        var delayed = message with { ProcessAt = Now + (long)delay.TotalMilliseconds };
        _delayed[message.Id] = time.CreateTimer(_ => Wake(delayed, isFirst), null, delay, Timeout.InfiniteTimeSpan);
    }

    private void Wake(QueuedMessage message, bool isFirst)
    {
        lock (_gate)
        {
            if (_delayed.Remove(message.Id, out var timer))
            {
                timer.Dispose();
                Enqueue(message, isFirst);
            }
        }
    }
}
