using Iii.DevEngine.Modules.Storage;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>Tells the journal what becomes of messages.</summary>
internal sealed class MessageJournal(Journal journal)
{
    /// <summary>Messages that are new: all of them are kept, or none.</summary>
    /// <returns>Where the journal has them.</returns>
    public long Add(IEnumerable<QueuedMessage> messages) => journal.IsKept ? journal.Append([.. messages.Select(StoredMessage.Put)]) : 0;

    /// <summary>A message that has changed; it keeps its place.</summary>
    public void Keep(QueuedMessage message)
    {
        if (journal.IsKept)
        {
            journal.Append(StoredMessage.Put(message));
        }
    }

    /// <summary>A message that comes after all others now, as a dead letter or as one that waits.</summary>
    public void Renew(QueuedMessage message, DeadLetter? dead = null)
    {
        if (journal.IsKept)
        {
            journal.Append(StoredMessage.Remove(message), dead is null ? StoredMessage.Put(message) : StoredMessage.Put(dead));
        }
    }

    /// <summary>A message that is done with.</summary>
    public void Remove(QueuedMessage message) => journal.Append(StoredMessage.Remove(message));

    /// <summary>Returns when a message is kept.</summary>
    /// <exception cref="JournalException">It is not.</exception>
    public ValueTask KeptAsync(QueuedMessage message) => journal.FlushAsync(message.Position);

    /// <summary>What was kept, by the names of the queues, each in its order.</summary>
    public IEnumerable<(string Queue, IEnumerable<(QueuedMessage Message, DeadLetter? Dead)> Messages)> Take() =>
        journal.Kept.Take(StoredMessage.Collection, StoredMessage.Read).GroupBy(m => m.Message.Queue, StringComparer.Ordinal).Select(g => (g.Key, (IEnumerable<(QueuedMessage, DeadLetter?)>)g));
}
