namespace Iii.Filters.Syntax;

/// <summary>Represents a clause of a filter that is being parsed, with its operand in the output.</summary>
internal readonly struct ParsedClause(int name, int start, int length, FilterClause node)
{
    /// <summary>Gets the token of the key.</summary>
    public int Name { get; } = name;

    /// <summary>Gets the position of the operand in the output.</summary>
    public int Start { get; } = start;

    public int Length { get; } = length;

    public FilterClause Node { get; } = node;
}
