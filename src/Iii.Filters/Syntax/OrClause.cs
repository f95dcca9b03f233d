namespace Iii.Filters.Syntax;

/// <summary>Represents <c>$or</c>.</summary>
internal sealed class OrClause(FilterExpression[] filters, int position) : FilterClause(position)
{
    public FilterExpression[] Filters { get; } = filters;
}
