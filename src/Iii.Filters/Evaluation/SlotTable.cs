namespace Iii.Filters.Evaluation;

/// <summary>Assigns numbers to what has a value while a document is read.</summary>
internal sealed class SlotTable
{
    private readonly Stack<int> _free = new();

    /// <summary>Gets how many slots a reading needs.</summary>
    public int Count { get; private set; }

    public int Allocate() => _free.TryPop(out var slot) ? slot : Count++;

    public void Free(int slot) => _free.Push(slot);
}
