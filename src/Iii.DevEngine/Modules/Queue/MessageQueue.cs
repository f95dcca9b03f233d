using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>One queue: messages that wait, that wait for their time, that are worked on, and that failed for good. Room for a message is taken before it is added.</summary>
/// <param name="journal">Is told what becomes of a message; whoever adds one tells it before.</param>
internal sealed class MessageQueue(string name, QueueCapacity capacity, TimeProvider time, Journal journal) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LinkedList<QueuedMessage> _waiting = new();
    private readonly Dictionary<string, ITimer> _delayed = new(StringComparer.Ordinal);
    private readonly DeadLetters _dead = new();
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
                return _dead.All;
            }
        }
    }

    /// <summary>Adds a message behind the others, at once or when its time has come.</summary>
    public void Add(QueuedMessage message)
    {
        lock (_gate)
        {
            Schedule(message, isFirst: false);
        }
    }

    /// <summary>Puts back what was there before the engine's start, in the order in which it came.</summary>
    public void Restore(IEnumerable<(QueuedMessage Message, DeadLetter? Dead)> messages)
    {
        lock (_gate)
        {
            foreach (var (message, dead) in messages)
            {
                capacity.Take(1);
                if (dead is not null)
                {
                    _dead.Add(dead);
                }
                else if (message.ProcessAt <= Now)
                {
                    Enqueue(message, isFirst: false);
                }
                else
                {
                    Schedule(message, isFirst: message.Attempts > 0);
                }
            }
        }
    }

    /// <summary>The next message; waits for one. It is worked on until it is acknowledged, rejected or returned.</summary>
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

    /// <summary>Returns when what has happened so far is kept.</summary>
    /// <exception cref="JournalException">It is not.</exception>
    public ValueTask SettledAsync() => journal.FlushAsync();

    /// <summary>A message was dealt with.</summary>
    public void Acknowledge(QueuedMessage message)
    {
        lock (_gate)
        {
            _active--;
            journal.Append(StoredMessage.Remove(message));
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
            if (failed.Attempts >= failed.Retries.MaxAttempts)
            {
                var letter = new DeadLetter(failed, error, Now);
                Renew(failed, letter);
                _dead.Add(letter);
            }
            else
            {
                failed = failed.After(failed.Retries.DelayAfter(failed.Attempts), Now);
                Keep(failed);
                Schedule(failed, isFirst: true);
            }
        }
    }

    /// <summary>A message has failed, and whoever works on it tries again.</summary>
    public void Retry(QueuedMessage failed)
    {
        lock (_gate)
        {
            Keep(failed);
        }
    }

    /// <summary>A message after one more failure.</summary>
    public QueuedMessage Failed(QueuedMessage message) => message with
    {
        Attempts = message.Attempts + 1,
        Retries = Overrides?.Invoke(message.Retries) ?? message.Retries,
    };

    /// <summary>Puts dead letters behind the waiting messages, as if they had never been tried.</summary>
    /// <param name="id">Only the one with this id; null for all.</param>
    public int Redrive(string? id = null)
    {
        lock (_gate)
        {
            var messages = _dead.Take(id);
            foreach (var message in messages)
            {
                var again = message with { Attempts = 0 };
                Renew(again, null);
                Enqueue(again, isFirst: false);
            }

            return messages.Count;
        }
    }

    /// <summary>Throws a dead letter away.</summary>
    public bool Discard(string id)
    {
        lock (_gate)
        {
            var messages = _dead.Take(id);
            foreach (var message in messages)
            {
                journal.Append(StoredMessage.Remove(message));
            }

            capacity.Release(messages.Count);
            return messages.Count > 0;
        }
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

        _available.Release();
    }

    private void Schedule(QueuedMessage message, bool isFirst)
    {
        if (message.ProcessAt is not { } at || at <= Now)
        {
            Enqueue(message, isFirst);
        }
        else if (!_isDisposed)
        {
            var delay = TimeSpan.FromMilliseconds(Math.Min(at - Now, (long)RetryPolicy.Longest.TotalMilliseconds));
            _delayed[message.Id] = time.CreateTimer(_ => Wake(message, isFirst), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Keep(QueuedMessage message)
    {
        if (journal.IsKept)
        {
            journal.Append(StoredMessage.Put(message));
        }
    }

    // Removed and put in one: it is the last one now.
    private void Renew(QueuedMessage message, DeadLetter? dead)
    {
        if (journal.IsKept)
        {
            journal.Append(StoredMessage.Remove(message), dead is null ? StoredMessage.Put(message) : StoredMessage.Put(dead));
        }
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
