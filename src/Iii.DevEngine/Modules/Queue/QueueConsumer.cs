using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>Takes messages from a queue and works on them, no more at once than it may.</summary>
/// <param name="work">Works on a message; the result is null, or why it failed.</param>
/// <param name="isInline">A message that failed is tried again before the next one is taken.</param>
/// <param name="kept">Returns when a message is kept: it is not worked on before.</param>
/// <param name="stopping">Ends the work itself; until then messages that were taken are worked on, even after the consumer's end.</param>
internal sealed class QueueConsumer(
    MessageQueue queue,
    int concurrency,
    bool isInline,
    Func<QueuedMessage, CancellationToken, Task<string?>> work,
    Func<QueuedMessage, ValueTask> kept,
    TimeProvider time,
    EngineActivity? activity,
    CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly SemaphoreSlim _slots = new(Math.Max(concurrency, 0));

    /// <summary>Works until it ends; completes when the last message that it took is done with.</summary>
    public async Task RunAsync()
    {
        var working = new HashSet<Task>();
        try
        {
            while (true)
            {
                await _slots.WaitAsync(_ended.Token).ConfigureAwait(false);
                var message = await queue.TakeAsync(_ended.Token).ConfigureAwait(false);
                try
                {
                    await kept(message).ConfigureAwait(false);
                    working.RemoveWhere(static task => task.IsCompleted);
                    working.Add(WorkAsync(message));
                }
                finally
                {
                    activity?.End();
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or JournalException)
        {
            // A message that is not kept is not worked on: whoever sent it is told so.
            await Task.WhenAll(working).ConfigureAwait(false);
        }
        finally
        {
            _ended.Dispose();
            _slots.Dispose();
        }
    }

    /// <summary>Takes no further message; those that it has are worked on to their end.</summary>
    public void Dispose()
    {
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    private async Task WorkAsync(QueuedMessage message)
    {
        activity?.Begin();
        try
        {
            while (true)
            {
                // Whoever acts on what it did must find that it is done.
                if (await work(message, stopping).ConfigureAwait(false) is not { } error)
                {
                    queue.Acknowledge(message);
                    break;
                }

                var failed = queue.Failed(message);
                if (!isInline || failed.Attempts >= failed.Retries.MaxAttempts)
                {
                    queue.Reject(message, error);
                    break;
                }

                message = failed;
                queue.Retry(failed);
                await EngineActivity.DelayAsync(activity, failed.Retries.DelayAfter(failed.Attempts), time, _ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            queue.Return(message);
        }
        finally
        {
            _slots.Release();
            activity?.End();
        }
    }
}
