namespace Iii.Filters.Evaluation;

/// <summary>Represents a bound <c>$not</c>.</summary>
internal sealed class NotCondition(Condition[] filter) : Condition
{
    public override int Cost { get; } = CostOf(filter) + 1;

    public override bool Holds(in Reading reading, long epoch) => !HoldAll(filter, reading, epoch);
}
