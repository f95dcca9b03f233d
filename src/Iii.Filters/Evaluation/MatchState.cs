namespace Iii.Filters.Evaluation;

/// <summary>Holds what is found while a document is read. Each thread has one, and uses it again.</summary>
internal sealed class MatchState
{
    [ThreadStatic]
    private static MatchState? t_current;

    private long _epoch;

    /// <summary>Gets the values that were found.</summary>
    public ValueSlot[] Slots { get; private set; } = [];

    /// <summary>Gets the paths that filters are filed under and that have a value.</summary>
    public List<PathNode> Indexed { get; } = [];

    /// <summary>Gets the state of this thread, large enough for a number of slots.</summary>
    public static MatchState Rent(int slots)
    {
        var state = t_current ??= new MatchState();
        if (state.Slots.Length < slots)
        {
            // Nothing is copied: what the slots held belongs to readings that are over.
            state.Slots = new ValueSlot[Math.Max(slots, state.Slots.Length * 2)];
        }

        return state;
    }

    /// <summary>Begins a reading, in which every slot is empty. Sixty-four bits do not run out.</summary>
    public long NextEpoch() => ++_epoch;
}
