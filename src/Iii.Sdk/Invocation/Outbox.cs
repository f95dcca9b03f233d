using Iii.Connection;

namespace Iii.Invocation;

/// <summary>Where outgoing calls go: to the open connection, or into a bounded buffer until there is one.</summary>
internal sealed class Outbox(int bound)
{
    private readonly Lock _gate = new();
    private readonly Queue<(byte[] Frame, PendingCall? Call)> _waiting = new();
    private readonly List<(byte[] Frame, PendingCall? Call)> _replayed = [];
    private ITransportSession? _session;

    /// <summary>The open connection; null while there is none.</summary>
    public ITransportSession? Session => Volatile.Read(ref _session);

    /// <summary>Sends a frame, or keeps it for the next connection.</summary>
    /// <param name="frame">The frame; not needed any more on return.</param>
    /// <param name="call">The call that waits for its answer; null for one that nobody waits for.</param>
    /// <returns>False when there is no connection and the buffer is full.</returns>
    public bool TrySend(ReadOnlyMemory<byte> frame, PendingCall? call)
    {
        var isTaken = TryWrite(frame, call);
        Flush();
        return isTaken;
    }

    /// <summary>Like <see cref="TrySend"/>; the frame goes out with what is written after it, at the latest on <see cref="Flush"/>.</summary>
    public bool TryWrite(ReadOnlyMemory<byte> frame, PendingCall? call)
    {
        lock (_gate)
        {
            if (_session is not null)
            {
                Write(_session, frame, call);
                return true;
            }

            if (_waiting.Count >= bound)
            {
                DropEnded();
            }

            if (_waiting.Count >= bound)
            {
                return false;
            }

            _waiting.Enqueue((frame.ToArray(), call));
            return true;
        }
    }

    /// <summary>Sends what was written.</summary>
    public void Flush() => Session?.Flush();

    /// <summary>There is a connection: what was kept goes out, less the calls that have ended meanwhile. It is let go when <see cref="Replayed"/> says that it has gone out.</summary>
    public void Connected(ITransportSession session)
    {
        lock (_gate)
        {
            _session = session;
            while (_waiting.TryDequeue(out var kept))
            {
                if (kept.Call is not { Task.IsCompleted: true })
                {
                    Write(session, kept.Frame, kept.Call);
                    _replayed.Add(kept);
                }
            }
        }

        session.Flush();
    }

    /// <summary>What was kept has gone out.</summary>
    public void Replayed()
    {
        lock (_gate)
        {
            _replayed.Clear();
        }
    }

    /// <summary>The connection is gone. What was kept and had not gone out is kept on, in front.</summary>
    public void Disconnected()
    {
        lock (_gate)
        {
            _session = null;
            foreach (var kept in _replayed)
            {
                if (kept.Call is not { Task.IsCompleted: true })
                {
                    kept.Call?.Session = null;
                    _waiting.Enqueue(kept);
                }
            }

            _replayed.Clear();
        }
    }

    private static void Write(ITransportSession session, ReadOnlyMemory<byte> frame, PendingCall? call)
    {
        if (call is not null)
        {
            call.Session = session;
        }

        session.Write(frame);
    }

    private void DropEnded()
    {
        for (var count = _waiting.Count; count > 0; count--)
        {
            var kept = _waiting.Dequeue();
            if (kept.Call is not { Task.IsCompleted: true })
            {
                _waiting.Enqueue(kept);
            }
        }
    }
}
