namespace Iii.DevEngine;

/// <summary>The frames that a worker is sent, in their order. They are taken all at once, and whoever adds one waits while there are too many.</summary>
/// <param name="maxBytes">How much may wait to be taken; a frame that is larger than that is alone.</param>
internal sealed class OutgoingFrames(int maxBytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<(byte[] Frame, TaskCompletionSource<bool> IsAdded)> _waiting = new();
    private List<byte[]> _frames = [];
    private List<byte[]> _taken = [];
    private long _bytes;
    private bool _isCompleted;
    private TaskCompletionSource? _reader;

    /// <summary>Adds a frame.</summary>
    /// <returns>False when no more are taken.</returns>
    public ValueTask<bool> AddAsync(byte[] frame)
    {
        TaskCompletionSource? reader;
        lock (_gate)
        {
            if (_isCompleted)
            {
                return ValueTask.FromResult(false);
            }

            if (_waiting.Count > 0 || !HasRoomFor(frame))
            {
                var added = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue((frame, added));
                return new ValueTask<bool>(added.Task);
            }

            Add(frame);
            reader = _reader;
            _reader = null;
        }

        reader?.SetResult();
        return ValueTask.FromResult(true);
    }

    /// <summary>Waits for frames and takes all; what is returned is valid until the next call. Null when no more will come. Belongs to one reader.</summary>
    public async ValueTask<IReadOnlyList<byte[]>?> TakeAsync()
    {
        while (true)
        {
            Task waiting;
            lock (_gate)
            {
                if (_frames.Count > 0)
                {
                    return TakeAll();
                }

                if (_isCompleted)
                {
                    return null;
                }

                // Not on the thread of whoever adds one: it has more to do, and more may come meanwhile.
                _reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = _reader.Task;
            }

            await waiting.ConfigureAwait(false);
        }
    }

    /// <summary>No more are added; those that are there can be taken.</summary>
    /// <returns>False when it was so already.</returns>
    public bool Complete()
    {
        TaskCompletionSource? reader;
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

            reader = _reader;
            _reader = null;
        }

        reader?.SetResult();
        return true;
    }

    private bool HasRoomFor(byte[] frame) => _frames.Count == 0 || _bytes + frame.Length <= maxBytes;

    private void Add(byte[] frame)
    {
        _frames.Add(frame);
        _bytes += frame.Length;
    }

    private List<byte[]> TakeAll()
    {
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
