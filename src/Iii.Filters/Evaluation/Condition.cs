namespace Iii.Filters.Evaluation;

/// <summary>Represents a clause of a filter, bound to the paths that are read for it.</summary>
internal abstract class Condition
{
    /// <summary>Gets how much it costs to evaluate; what is cheap is evaluated first, which cannot be observed.</summary>
    public abstract int Cost { get; }

    /// <summary>Evaluates the clause.</summary>
    /// <param name="epoch">The reading of the document, or of the element, whose values count.</param>
    public abstract bool Holds(in Reading reading, long epoch);

    /// <summary>Evaluates clauses that must all hold.</summary>
    public static bool HoldAll(Condition[] conditions, in Reading reading, long epoch)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(reading, epoch))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds up what clauses cost.</summary>
    public static int CostOf(Condition[] conditions) => conditions.Sum(c => c.Cost);
}
