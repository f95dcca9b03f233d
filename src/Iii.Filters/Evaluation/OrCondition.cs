namespace Iii.Filters.Evaluation;

/// <summary>Represents a bound <c>$or</c>.</summary>
internal sealed class OrCondition(Condition[][] filters) : Condition
{
    public override int Cost { get; } = filters.Sum(CostOf) + 1;

    public override bool Holds(in Reading reading, long epoch)
    {
        foreach (var filter in filters)
        {
            if (HoldAll(filter, reading, epoch))
            {
                return true;
            }
        }

        return false;
    }
}
