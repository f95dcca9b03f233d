namespace Iii.DevEngine;

/// <summary>The frames that a worker is sent, in their order. One sender at a time takes them all at once, and whoever adds one waits while there are too many.</summary>
/// <param name="maxBytes">How much may wait to be taken; a frame that is larger than that is alone.</param>
internal sealed class OutgoingFrames(int maxBytes)
{
    // Each answers a ping, and of several only the last need be answered (RFC 6455, 5.5.3): a peer that reads none gets no more than these.
    private const int MaxControls = 16;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _controls = new();
    private readonly Queue<(byte[] Frame, TaskCompletionSource<bool> IsAdded)> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<byte[]> _frames = [];
    private List<byte[]> _taken = [];
    private long _bytes;
    private bool _isCompleted;
    private bool _isSending;

    /// <summary>Completes when no frames are added any more, and nobody sends any.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Adds a frame.</summary>
    /// <returns>False when no more are taken.</returns>
    public Task<bool> AddAsync(byte[] frame)
    {
        lock (_gate)
        {
            if (_isCompleted)
            {
                return Task.FromResult(false);
            }

            if (_waiting.Count > 0 || !HasRoomFor(frame))
            {
                var added = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue((frame, added));
                return added.Task;
            }

            Add(frame);
            return Task.FromResult(true);
        }
    }

    /// <summary>Adds a control frame, which does not wait for room: it goes out between two fragments of the message that is being sent,
    /// or before the next one.</summary>
    /// <returns>False when there are not more of them than before: no more are taken, or the oldest made room for it.</returns>
    public bool AddControl(byte[] frame)
    {
        lock (_gate)
        {
            if (_isCompleted)
            {
                return false;
            }

            if (!_isSending)
            {
                Add(frame);
                return true;
            }

            var isFull = _controls.Count == MaxControls;
            if (isFull)
            {
                _controls.Dequeue();
            }

            _controls.Enqueue(frame);
            return !isFull;
        }
    }

    /// <summary>Takes a control frame that may go between two fragments.</summary>
    /// <returns>Null when there is none.</returns>
    public byte[]? TakeControl()
    {
        lock (_gate)
        {
            return _controls.TryDequeue(out var frame) ? frame : null;
        }
    }

    /// <summary>Begins to send: takes all frames, and nobody else gets any until <see cref="GoOn"/> has found none. What is returned is valid until then.</summary>
    /// <returns>Null when there are none, or somebody sends already.</returns>
    public IReadOnlyList<byte[]>? Begin()
    {
        lock (_gate)
        {
            return _isSending ? null : Take();
        }
    }

    /// <summary>The frames that were added since the sender took the last ones.</summary>
    /// <returns>Null when there are none, and the sending is over.</returns>
    public IReadOnlyList<byte[]>? GoOn()
    {
        lock (_gate)
        {
            return Take();
        }
    }

    /// <summary>No more are added; those that are there can be taken.</summary>
    /// <param name="last">One more, which finds room in any case.</param>
    /// <returns>False when it was so already; then the last one is not added.</returns>
    public bool Complete(byte[]? last = null)
    {
        lock (_gate)
        {
            if (_isCompleted)
            {
                return false;
            }

            _isCompleted = true;
            while (_waiting.TryDequeue(out var waiting))
            {
                waiting.IsAdded.SetResult(false);
            }

            if (last is not null)
            {
                Add(last);
            }
            else if (!_isSending && _frames.Count == 0)
            {
                _ended.TrySetResult();
            }

            return true;
        }
    }

    private bool HasRoomFor(byte[] frame) => _frames.Count == 0 || _bytes + frame.Length <= maxBytes;

    private void Add(byte[] frame)
    {
        _frames.Add(frame);
        _bytes += frame.Length;
    }

    private List<byte[]>? Take()
    {
        if (_controls.Count > 0)
        {
            _frames.InsertRange(0, _controls);
            _controls.Clear();
        }

        _isSending = _frames.Count > 0;
        if (!_isSending)
        {
            if (_isCompleted)
            {
                _ended.TrySetResult();
            }

            return null;
        }

        (_frames, _taken) = (_taken, _frames);
        _frames.Clear();
        _bytes = 0;
        while (_waiting.TryPeek(out var next) && HasRoomFor(next.Frame))
        {
            _waiting.Dequeue();
            Add(next.Frame);
            next.IsAdded.SetResult(true);
        }

        return _taken;
    }
}
