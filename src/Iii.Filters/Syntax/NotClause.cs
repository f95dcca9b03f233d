namespace Iii.Filters.Syntax;

/// <summary>Represents <c>$not</c>.</summary>
internal sealed class NotClause(FilterExpression filter, int position) : FilterClause(position)
{
    public FilterExpression Filter { get; } = filter;
}
