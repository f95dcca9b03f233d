namespace Iii.Export;

/// <summary>Frames that wait to be sent, in their order. When they are too many bytes, the oldest are dropped.</summary>
internal sealed class FrameQueue(int maxBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<byte[]> _frames = new();
    private TaskCompletionSource _empty = Completed();
    private TaskCompletionSource? _added;
    private int _bytes;
    private bool _isClosed;

    /// <summary>Completes when everything was sent or dropped.</summary>
    public Task Empty
    {
        get
        {
            lock (_gate)
            {
                return _empty.Task;
            }
        }
    }

    /// <returns>False when nothing is taken any more.</returns>
    public bool Add(byte[] frame)
    {
        var dropped = 0;
        lock (_gate)
        {
            if (_isClosed || frame.Length > maxBytes)
            {
                return false;
            }

            while (_bytes + frame.Length > maxBytes)
            {
                dropped += _frames.First!.Value.Length;
                RemoveFirst();
            }

            if (_frames.Count == 0 && _empty.Task.IsCompleted)
            {
                _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _frames.AddLast(frame);
            _bytes += frame.Length;
            _added?.TrySetResult();
            _added = null;
        }

        if (dropped > 0)
        {
            ExporterEvents.Log.Dropped(dropped);
        }

        return true;
    }

    /// <summary>Waits for a frame, and leaves it in the queue until <see cref="Sent"/>.</summary>
    public async Task<byte[]> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task added;
            lock (_gate)
            {
                if (_frames.First is { } first)
                {
                    return first.Value;
                }

                _added ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                added = _added.Task;
            }

            await added.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The frame went out. It may have been dropped while it did.</summary>
    public void Sent(byte[] frame)
    {
        lock (_gate)
        {
            if (_frames.First?.Value == frame)
            {
                RemoveFirst();
                CompleteIfEmpty();
            }
        }
    }

    /// <summary>Takes no more, and drops what is there.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _frames.Clear();
            _bytes = 0;
            CompleteIfEmpty();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private void RemoveFirst()
    {
        _bytes -= _frames.First!.Value.Length;
        _frames.RemoveFirst();
    }

    private void CompleteIfEmpty()
    {
        if (_frames.Count == 0)
        {
            _empty.TrySetResult();
        }
    }
}
