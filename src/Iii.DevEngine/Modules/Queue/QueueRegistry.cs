using System.Collections.Concurrent;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>All queues by their names, and those that work on them.</summary>
internal sealed class QueueRegistry(QueueCapacity capacity, TimeProvider time, EngineActivity? activity = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, MessageQueue> _queues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _consumers = new();
    private readonly CancellationTokenSource _stopping = new();

    public QueueCapacity Capacity => capacity;

    /// <summary>The queue of this name; made when it is not there.</summary>
    public MessageQueue Get(string name) => _queues.GetOrAdd(name, static (key, self) => new MessageQueue(key, self.Capacity, self.Time, self.Activity), this);

    /// <summary>The queue of this name, if it was ever needed.</summary>
    public MessageQueue? Find(string name) => _queues.GetValueOrDefault(name);

    /// <summary>Lets somebody work on a queue.</summary>
    public QueueConsumer Consume(MessageQueue queue, int concurrency, bool isInline, Func<QueuedMessage, CancellationToken, Task<string?>> work)
    {
        var consumer = new QueueConsumer(queue, concurrency, isInline, work, time, activity, _stopping.Token);
        var running = Task.Run(consumer.RunAsync, CancellationToken.None);
        _consumers[running] = 0;
        _ = running.ContinueWith(task => _consumers.TryRemove(task, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return consumer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_consumers.Keys).ConfigureAwait(false);
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }

    private TimeProvider Time => time;

    private EngineActivity? Activity => activity;
}
