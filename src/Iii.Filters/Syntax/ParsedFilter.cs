namespace Iii.Filters.Syntax;

/// <summary>Represents a filter that was parsed.</summary>
/// <param name="expression">Its clauses.</param>
/// <param name="normalForm">Its normal form in UTF-8.</param>
/// <param name="roots">One bit for each <see cref="PathRoot" /> that it reads, but for the element.</param>
internal sealed class ParsedFilter(FilterExpression expression, byte[] normalForm, int roots)
{
    public FilterExpression Expression { get; } = expression;

    public byte[] NormalForm { get; } = normalForm;

    public int Roots { get; } = roots;
}
