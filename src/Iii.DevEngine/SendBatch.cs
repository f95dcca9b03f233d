using System.Diagnostics;

namespace Iii.DevEngine;

/// <summary>
/// The workers that are given frames while the messages of one read are handled: each of them is written to once, after the last.
/// Whatever is sent elsewhere goes out at once.
/// </summary>
internal sealed class SendBatch
{
    [ThreadStatic]
    private static SendBatch? t_current;

    private readonly HashSet<WorkerConnection> _workers = [];
    private WorkerConnection? _last;

    /// <summary>Writes what a worker has been given: at the end of this thread's batch, or now.</summary>
    public static void Flush(WorkerConnection worker)
    {
        if (t_current is { } batch)
        {
            batch.Add(worker);
        }
        else
        {
            worker.Flush();
        }
    }

    /// <summary>Ends this thread's batch before its time: what comes now is not the engine's own, and may block.</summary>
    public static void End()
    {
        if (t_current is { } batch)
        {
            t_current = null;
            batch.Flush();
        }
    }

    /// <summary>Runs something up to its first wait as part of the batch.</summary>
    public Task Run<T>(Func<T, Task> handle, T message)
    {
        Debug.Assert(t_current is null, "One message is handled at a time.");
        t_current = this;
        try
        {
            return handle(message);
        }
        finally
        {
            t_current = null;
        }
    }

    /// <summary>Writes to all of them.</summary>
    public void Flush()
    {
        foreach (var worker in _workers)
        {
            worker.Flush();
        }

        _workers.Clear();
        _last = null;
    }

    private void Add(WorkerConnection worker)
    {
        // Many frames in a row go to the same one mostly.
        if (worker != _last)
        {
            _workers.Add(worker);
            _last = worker;
        }
    }
}
