using System.Collections.Concurrent;
using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>All queues by their names, and those that work on them.</summary>
internal sealed class QueueRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, MessageQueue> _queues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _consumers = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _time;
    private readonly MessageJournal _journal;
    private readonly EngineActivity? _activity;

    /// <param name="journal">Gets the messages, and had those that were there before.</param>
    /// <param name="activity">Counts messages that wait and those that are worked on.</param>
    public QueueRegistry(QueueCapacity capacity, TimeProvider time, Journal journal, EngineActivity? activity = null)
    {
        Capacity = capacity;
        _time = time;
        _activity = activity;
        _journal = new MessageJournal(journal);
        foreach (var (queue, messages) in _journal.Take())
        {
            Get(queue).Restore(messages);
        }
    }

    public QueueCapacity Capacity { get; }

    /// <summary>The queue of this name; made when it is not there.</summary>
    public MessageQueue Get(string name) => _queues.GetOrAdd(name, static (key, self) => new MessageQueue(key, self.Capacity, self._time, self._journal, self._activity), this);

    /// <summary>The queue of this name, if it was ever needed.</summary>
    public MessageQueue? Find(string name) => _queues.GetValueOrDefault(name);

    /// <summary>Adds messages to their queues, for which there is room: all of them are kept, or none.</summary>
    public void Add(params IReadOnlyList<(MessageQueue Queue, QueuedMessage Message)> messages)
    {
        // Before anybody can work on one: its end comes after its beginning.
        var position = _journal.Add(messages.Select(m => m.Message));
        foreach (var (queue, message) in messages)
        {
            queue.Add(message with { Position = position });
        }
    }

    /// <inheritdoc cref="Add(IReadOnlyList{ValueTuple{MessageQueue, QueuedMessage}})"/>
    public void Add(MessageQueue queue, QueuedMessage message) => Add((queue, message));

    /// <summary>Lets somebody work on a queue.</summary>
    public QueueConsumer Consume(MessageQueue queue, int concurrency, bool isInline, Func<QueuedMessage, CancellationToken, Task<string?>> work)
    {
        var consumer = new QueueConsumer(queue, concurrency, isInline, work, _journal.KeptAsync, _time, _activity, _stopping.Token);
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
}
