using Iii.Filters.Syntax;

namespace Iii.Filters.Evaluation;

/// <summary>Represents bound operators on the value of a path.</summary>
/// <param name="root">The part of the document that holds the value, also of an element.</param>
/// <param name="slot">The slot of the value.</param>
internal sealed class PathCondition(PathRoot root, int slot, BoundOperator[] operators) : Condition
{
    public override int Cost { get; } = operators.Sum(o => o.Cost);

    public override bool Holds(in Reading reading, long epoch)
    {
        ref var value = ref reading.State.Slots[slot];
        var isPresent = value.Epoch == epoch;
        foreach (var condition in operators)
        {
            if (!condition.Holds(reading, reading.Part(root), ref value, isPresent))
            {
                return false;
            }
        }

        return true;
    }
}
