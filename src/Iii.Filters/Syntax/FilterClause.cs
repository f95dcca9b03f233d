namespace Iii.Filters.Syntax;

/// <summary>Represents one condition of a filter.</summary>
/// <param name="position">The position of its key in the source, in bytes.</param>
internal abstract class FilterClause(int position)
{
    public int Position { get; } = position;
}
