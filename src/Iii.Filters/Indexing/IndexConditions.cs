using Iii.Filters.Syntax;

namespace Iii.Filters.Indexing;

/// <summary>Selects the clauses that a filter can be filed under: a path that must have one of some scalar values.</summary>
internal static class IndexConditions
{
    /// <summary>Returns the clauses in normal order.</summary>
    public static IReadOnlyList<(FilterPath Path, FilterLiteral[] Values)> Of(FilterExpression filter)
    {
        List<(FilterPath, FilterLiteral[])>? conditions = null;
        foreach (var clause in filter.Clauses)
        {
            if (clause is not PathClause path)
            {
                continue;
            }

            foreach (var condition in path.Operators)
            {
                if (condition.Kind is OperatorKind.Equal or OperatorKind.In
                    && condition.Operands.Length > 0 && Array.TrueForAll(condition.Operands, o => o.IsScalar))
                {
                    (conditions ??= []).Add((path.Path, condition.Operands));
                }
            }
        }

        return conditions ?? [];
    }
}
