namespace Iii.Filters.Syntax;

/// <summary>Represents operators that must all hold for the value of a path.</summary>
internal sealed class PathClause(FilterPath path, FilterOperator[] operators, int position) : FilterClause(position)
{
    public FilterPath Path { get; } = path;

    public FilterOperator[] Operators { get; } = operators;
}
