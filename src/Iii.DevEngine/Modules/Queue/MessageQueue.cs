namespace Iii.DevEngine.Modules.Queue;

/// <summary>One queue: messages that wait, that wait for their time, that are worked on, and that failed for good. Room for a message is taken before it is added.</summary>
internal sealed class MessageQueue : IDisposable
{
    private readonly QueueCapacity _capacity;
    private readonly TimeProvider _time;
    private readonly MessageJournal _journal;
    private readonly EngineActivity? _activity;
    private readonly Lock _gate = new();
    private readonly LinkedList<QueuedMessage> _waiting = new();
    private readonly DelayedMessages _delayed;
    private readonly DeadLetters _dead = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _active;

    /// <param name="journal">Is told what becomes of a message; whoever adds one tells it before.</param>
    public MessageQueue(string name, QueueCapacity capacity, TimeProvider time, MessageJournal journal, EngineActivity? activity = null)
    {
        Name = name;
        _capacity = capacity;
        _time = time;
        _journal = journal;
        _activity = activity;
        _delayed = new DelayedMessages(time, Wake);
    }

    public string Name { get; }

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
                _capacity.Take(1);
                if (dead is not null)
                {
                    _dead.Add(dead);
                }
                else if (message.ProcessAt > Now)
                {
                    Schedule(message, isFirst: message.Attempts > 0);
                }
                else
                {
                    Enqueue(message, isFirst: false);
                }
            }
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
    public void Acknowledge(QueuedMessage message)
    {
        lock (_gate)
        {
            _active--;
            _journal.Remove(message);
        }

        _capacity.Release();
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
                _journal.Renew(failed, letter);
                _dead.Add(letter);
            }
            else
            {
                failed = failed.After(failed.Retries.DelayAfter(failed.Attempts), Now);
                _journal.Keep(failed);
                Schedule(failed, isFirst: true);
            }
        }
    }

    /// <summary>A message has failed, and whoever works on it tries again.</summary>
    public void Retry(QueuedMessage failed)
    {
        lock (_gate)
        {
            _journal.Keep(failed);
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
                _journal.Renew(again);
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
                _journal.Remove(message);
            }

            _capacity.Release(messages.Count);
            return messages.Count > 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _delayed.Dispose();
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

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

        _activity?.Begin();
        _available.Release();
    }

    private void Schedule(QueuedMessage message, bool isFirst)
    {
        var delay = TimeSpan.FromMilliseconds((message.ProcessAt ?? 0) - Now);
        if (delay <= TimeSpan.Zero)
        {
            Enqueue(message, isFirst);
        }
        else
        {
            _delayed.Add(message, delay, isFirst);
        }
    }

    private void Wake(QueuedMessage message, bool isFirst)
    {
        lock (_gate)
        {
            if (_delayed.Remove(message))
            {
                Enqueue(message, isFirst);
            }
        }
    }
}
