using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>Owns the tasks that the engine starts beside its answers, so that all of them end with it.</summary>
/// <param name="capacity">How many may run at once; more are dropped with a warning, for none of them is promised to anybody.</param>
internal sealed class BackgroundWork(int capacity, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private long _last;
    private int _count;

    /// <summary>Ends when the engine does.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Runs something on the pool.</summary>
    /// <returns>False when it was dropped: the engine stops, or too much runs already.</returns>
    public bool Run(Func<CancellationToken, Task> work)
    {
        if (_stopping.IsCancellationRequested)
        {
            return false;
        }

        if (Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Decrement(ref _count);
            EngineLog.TooMuchWork(logger, capacity);
            return false;
        }

        var id = Interlocked.Increment(ref _last);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[id] = RunAsync(id, work, started.Task);
        started.SetResult();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Values).ConfigureAwait(false);
    }

    private async Task RunAsync(long id, Func<CancellationToken, Task> work, Task started)
    {
        // Not before it is among those that are waited for.
        await started.ConfigureAwait(false);
        try
        {
            await work(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The engine ends.
        }
        catch (Exception e)
        {
            EngineLog.WorkFailed(logger, e);
        }
        finally
        {
            _running.TryRemove(id, out _);
            Interlocked.Decrement(ref _count);
        }
    }
}
