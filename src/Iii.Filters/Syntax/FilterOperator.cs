namespace Iii.Filters.Syntax;

/// <summary>Represents an operator with its operand.</summary>
internal sealed class FilterOperator(OperatorKind kind, int position)
{
    public OperatorKind Kind { get; } = kind;

    /// <summary>Gets the position of the name in the source, in bytes.</summary>
    public int Position { get; } = position;

    /// <summary>Gets the operands: the items of a set, otherwise one. Empty for <c>$any</c>.</summary>
    public FilterLiteral[] Operands { get; init; } = [];

    /// <summary>Gets the filter of <c>$any</c> over an element.</summary>
    public FilterExpression? ElementFilter { get; init; }

    /// <summary>Gets the operators of <c>$any</c> on the element itself.</summary>
    public FilterOperator[]? ElementOperators { get; init; }
}
