namespace Iii.DevEngine.Observers;

/// <summary>
/// Holds the activations of one observer: no more run at once than may, and the others wait in order. Whoever finds one that may begin
/// begins it and those after it, one thread at a time, so that they begin in the order in which they were offered.
/// </summary>
/// <param name="policy">How many may run, and how many at all.</param>
/// <param name="waitingBytes">What all observers together may hold.</param>
internal sealed class ActivationQueue(ObserverPolicy policy, Backlog waitingBytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<Activation> _waiting = new();
    private long _fires;
    private int _running;
    private bool _isOpen;
    private bool _isEnded;
    private bool _isPumping;

    /// <summary>How many have begun.</summary>
    public long Fires => Volatile.Read(ref _fires);

    /// <summary>The depth of the last one that began; 0 when there was none.</summary>
    public int LastDepth { get; private set; }

    public int Running => Volatile.Read(ref _running);

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Whether no more may begin.</summary>
    public bool IsUsedUp => policy.MaxFires is { } limit && Fires >= limit;

    /// <summary>Lets activations begin, or lets them wait.</summary>
    public void SetOpen(bool isOpen)
    {
        lock (_gate)
        {
            _isOpen = isOpen && !_isEnded;
        }
    }

    /// <summary>Forgets what waits; nothing begins any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            _isOpen = false;
            Clear();
        }
    }

    /// <summary>Whether there is room for one more.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _running < policy.Concurrency || _waiting.Count < ObserverLimits.Queue;
            }
        }
    }

    /// <summary>Adds an activation behind those that wait.</summary>
    /// <returns>False when there is no room for it.</returns>
    public bool TryAdd(Activation activation)
    {
        lock (_gate)
        {
            if (_isEnded)
            {
                return true;
            }

            var waits = _running >= policy.Concurrency || _waiting.Count > 0;
            if ((waits && _waiting.Count >= ObserverLimits.Queue) || !waitingBytes.TryAdd(activation.Data.Length))
            {
                return false;
            }

            _waiting.Enqueue(activation);
            return true;
        }
    }

    /// <summary>Takes a place for a call that does not wait.</summary>
    /// <returns>False when so many run already.</returns>
    public bool TryBegin(int depth)
    {
        lock (_gate)
        {
            if (_running >= policy.Concurrency || IsUsedUp)
            {
                return false;
            }

            _running++;
            _fires++;
            LastDepth = depth;
            return true;
        }
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var activation))
            {
                waitingBytes.Remove(activation.Data.Length);
            }
        }
    }

    /// <summary>Gives back the place of one that did not begin after all.</summary>
    public void GiveBack()
    {
        lock (_gate)
        {
            _running--;
            _fires--;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _running--;
        }
    }

    /// <summary>Begins those that may, in order, unless another thread does so already.</summary>
    public void Pump(Action<Activation> begin)
    {
        lock (_gate)
        {
            if (_isPumping)
            {
                return;
            }

            _isPumping = true;
        }

        while (TryTake(out var activation))
        {
            begin(activation);
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Activation? activation)
    {
        lock (_gate)
        {
            if (!_isOpen || _running >= policy.Concurrency || IsUsedUp || !_waiting.TryDequeue(out activation))
            {
                activation = null;
                _isPumping = false;
                return false;
            }

            waitingBytes.Remove(activation.Data.Length);
            _running++;
            _fires++;
            LastDepth = activation.Depth;
            return true;
        }
    }
}
