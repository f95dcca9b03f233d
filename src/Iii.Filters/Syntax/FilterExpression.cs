namespace Iii.Filters.Syntax;

/// <summary>Represents a filter: clauses that must all hold, in normal order.</summary>
internal sealed class FilterExpression(FilterClause[] clauses)
{
    public FilterClause[] Clauses { get; } = clauses;
}
