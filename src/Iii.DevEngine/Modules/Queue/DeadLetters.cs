namespace Iii.DevEngine.Modules.Queue;

/// <summary>The messages of a queue that failed for good, the last failure first. The queue's lock guards it.</summary>
internal sealed class DeadLetters
{
    private readonly LinkedList<DeadLetter> _letters = new();

    public IReadOnlyList<DeadLetter> All => [.. _letters];

    public void Add(DeadLetter letter) => _letters.AddFirst(letter);

    /// <summary>Takes letters out.</summary>
    /// <param name="id">Only the one with this id; null for all.</param>
    /// <returns>Their messages, the oldest failure first; their room stays taken.</returns>
    public IReadOnlyList<QueuedMessage> Take(string? id)
    {
        var taken = new List<QueuedMessage>();
        for (var node = _letters.Last; node is not null;)
        {
            var previous = node.Previous;
            if (id is null || node.Value.Message.Id == id)
            {
                taken.Add(node.Value.Message);
                _letters.Remove(node);
            }

            node = previous;
        }

        return taken;
    }
}
